// SPDX-License-Identifier: GPL-2.0-only
/* The command line of mnbench: find the command in it, and run that. */
#include "cmd/commands.h"

#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lib/exit.h"
#include "lib/message.h"
#include "lib/version.h"

static void print_version(FILE *to, struct argp_state *unused)
{
	(void)unused;
	fprintf(to, "mnbench %s\n", mnbench_version);
}

/* argp calls it for --version behind a command. */
void (*argp_program_version_hook)(FILE *, struct argp_state *) = print_version;

static void print_usage(const struct command *commands, FILE *to)
{
	fputs("Usage: mnbench COMMAND [OPTION...]\n\n", to);
	for (const struct command *c = commands; c->name; c++)
		fprintf(to, "  %-9s %s\n", c->name, c->summary);
	fputs("\nmnbench COMMAND --help prints the options of a command.\n",
	      to);
}

static int run(const struct command *command, int argc, char **argv)
{
	char name[64];

	snprintf(name, sizeof(name), "mnbench %s", command->name);
	argv[1] = name;
	/* Messages of argp name the program as ours do. */
	program_invocation_short_name = "mnbench";
	argp_err_exit_status = STATUS_BAD;
	return command->main(argc - 1, argv + 1);
}

static int refuse(const struct command *commands, const char *name)
{
	char names[256] = "";
	size_t n = 0;

	for (const struct command *c = commands; c->name && n < sizeof(names);
	     c++)
		n += (size_t)snprintf(names + n, sizeof(names) - n, "%s%s",
				      n ? ", " : "", c->name);
	say("unknown command '%s'; allowed: %s", name, names);
	return STATUS_BAD;
}

int command_main(const struct command *commands, int argc, char **argv)
{
	int status;

	if (argc < 2) {
		print_usage(commands, stderr);
		return STATUS_BAD;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
	    strcmp(argv[1], "help") == 0) {
		print_usage(commands, stdout);
		return STATUS_OK;
	}
	if (strcmp(argv[1], "--version") == 0) {
		print_version(stdout, NULL);
		return STATUS_OK;
	}
	for (const struct command *c = commands; c->name; c++) {
		if (strcmp(c->name, argv[1]) != 0)
			continue;
		status = run(c, argc, argv);
		if (fflush(stdout) || ferror(stdout)) {
			say("cannot write to standard output: %s",
			    strerror(errno));
			return STATUS_BAD;
		}
		return status;
	}
	return refuse(commands, argv[1]);
}
