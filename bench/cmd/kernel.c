// SPDX-License-Identifier: GPL-2.0-only
/* mnbench kernel: prepare a kernel, as mnbench run does when it is missing. */
#include <argp.h>
#include <stdio.h>

#include "cmd/commands.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "lib/suite_dir.h"
#include "run/kernel_prepare.h"
#include "run/prepared_kernel.h"

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	const char **spec = state->input;

	switch (key) {
	case ARGP_KEY_ARG:
		if (*spec)
			argp_failure(state, STATUS_BAD, 0,
				     "'%s' is one kernel too many; allowed: "
				     "one",
				     arg);
		*spec = arg;
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp kernel_argp = {
	.parser = parse_option,
	.args_doc = "[NAME|FOLDER]",
	.doc = "Prepare a kernel to measure, and build the module for it. NAME "
	       "is debian, this system's kernel (the default), which is "
	       "downloaded and unpacked; debian:VERSION, another that Debian "
	       "offers, such as debian:6.12; or running, the kernel that runs, "
	       "if its files can be read. FOLDER is a kernel build. What is "
	       "there already is kept. Nothing is installed.\v"
	       "Prints the folder of the kernel. mnbench run prepares by "
	       "itself what is missing.\n\n"
	       "Exit status: 0; 2 bad input, or the kernel cannot be "
	       "prepared.\n\n"
	       "Examples:\n"
	       "  mnbench kernel\n"
	       "  mnbench kernel debian:6.12\n"
	       "  mnbench kernel ~/linux",
};

int kernel_main(int argc, char **argv)
{
	char suite_dir[PATH_MAX], folder[PATH_MAX];
	struct error error = {0};
	const char *spec = NULL;

	if (argp_parse(&kernel_argp, argc, argv, 0, NULL, &spec))
		return STATUS_BAD;
	if (suite_dir_find(suite_dir, sizeof(suite_dir), &error) ||
	    kernel_prepare(suite_dir, spec ? spec : PREPARED_KERNEL_DEFAULT,
			   folder, &error)) {
		error_say(&error);
		return STATUS_BAD;
	}
	puts(folder);
	return STATUS_OK;
}
