// SPDX-License-Identifier: GPL-2.0-only
/* mnbench completion: print the script with which a shell completes words. */
#include <argp.h>
#include <stdio.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/completion_shells.h"
#include "lib/exit.h"

struct shell {
	const char *name;
	void (*print)(const struct command *commands,
		      const struct completion_names *names, FILE *to);
};

static const struct shell shells[] = {
	{"bash", completion_bash},
	{"zsh", completion_zsh},
	{"fish", completion_fish},
	{0},
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	const struct shell **shell = state->input;

	switch (key) {
	case ARGP_KEY_ARG:
		if (*shell)
			argp_failure(state, STATUS_BAD, 0,
				     "'%s' is one shell too many; allowed: one",
				     arg);
		for (*shell = shells; (*shell)->name; (*shell)++)
			if (strcmp((*shell)->name, arg) == 0)
				return 0;
		argp_failure(state, STATUS_BAD, 0,
			     "unknown shell '%s'; allowed: bash, zsh, fish",
			     arg);
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_failure(state, STATUS_BAD, 0,
			     "name the shell: bash, zsh or fish");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp completion_argp = {
	.parser = parse_option,
	.args_doc = "bash|zsh|fish",
	.doc = "Print the script with which a shell completes the commands, "
	       "options and values of mnbench.\v"
	       "Exit status: 0; 2 bad input.\n\n"
	       "Examples:\n"
	       "  eval \"$(mnbench completion bash)\"   # in ~/.bashrc\n"
	       "  eval \"$(mnbench completion zsh)\"    # in ~/.zshrc, "
	       "after compinit\n"
	       "  mnbench completion fish | source    # in "
	       "~/.config/fish/config.fish\n",
};

int completion_main(int argc, char **argv)
{
	const struct shell *shell = NULL;
	struct completion_names names;

	if (argp_parse(&completion_argp, argc, argv, 0, NULL, &shell))
		return STATUS_BAD;
	completion_names_make(&names);
	shell->print(commands, &names, stdout);
	completion_names_free(&names);
	return STATUS_OK;
}
