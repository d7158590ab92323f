// SPDX-License-Identifier: GPL-2.0-only
/* The command line of mnbench: find the command in it, and run that. */
#include <argp.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/option_check.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "lib/nearest.h"
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
	fputs("Usage: mnbench COMMAND [OPTION...]\n", to);
	for (const struct command *c = commands; c->name; c++) {
		if (c->group)
			fprintf(to, "\n%s:\n", c->group);
		fprintf(to, "  %-11s %s\n", c->name, c->summary);
	}
	fputs("\nmnbench help COMMAND prints the options of a command, with "
	      "examples.\n"
	      "mnbench --version prints the version.\n",
	      to);
}

/* Run @command with @argv, which begins with its name. */
static int run(const struct command *command, int argc, char **argv)
{
	int bad = command->status_bad ? command->status_bad : STATUS_BAD;
	struct error error = {0};
	char name[64];

	snprintf(name, sizeof(name), "mnbench %s", command->name);
	argv[0] = name;
	/* Messages of argp name the program as ours do. */
	program_invocation_short_name = "mnbench";
	argp_err_exit_status = bad;
	if (option_check(command->argp, argc, argv, &error)) {
		error_say(&error);
		return bad;
	}
	return command->main(argc, argv);
}

static const struct command *find(const struct command *commands,
				  const char *name)
{
	for (const struct command *c = commands; c->name; c++)
		if (strcmp(c->name, name) == 0)
			return c;
	return NULL;
}

static int refuse(const struct command *commands, const char *name)
{
	struct nearest nearest = nearest_begin(name);
	char hint[NEAREST_HINT_MAX];

	for (const struct command *c = commands; c->name; c++)
		nearest_try(&nearest, c->name);
	nearest_hint(&nearest, hint);
	if (name[0] == '-')
		say("unknown option '%s'; the command comes first: mnbench "
		    "COMMAND [OPTION...]; see mnbench help",
		    name);
	else
		say("unknown command '%s'%s", name,
		    hint[0] ? hint : "; see mnbench help");
	return STATUS_BAD;
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
	return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

/* "help", "help COMMAND", or one of the options that mean it. */
static int help(const struct command *commands, int argc, char **argv)
{
	static char option[] = "--help";
	char *help_argv[] = {NULL, option, NULL};
	const struct command *command;

	if (argc < 3 || is_one_of(argv[2], "help", "--help")) {
		print_usage(commands, stdout);
		return STATUS_OK;
	}
	command = find(commands, argv[2]);
	return command ? run(command, 2, help_argv) : refuse(commands, argv[2]);
}

static int dispatch(const struct command *commands, int argc, char **argv)
{
	const struct command *command;

	if (argc < 2) {
		print_usage(commands, stderr);
		return STATUS_BAD;
	}
	if (is_one_of(argv[1], "--help", "-h") ||
	    is_one_of(argv[1], "help", "-?"))
		return help(commands, argc, argv);
	if (is_one_of(argv[1], "--version", "-V")) {
		print_version(stdout, NULL);
		return STATUS_OK;
	}
	command = find(commands, argv[1]);
	return command ? run(command, argc - 1, argv + 1)
		       : refuse(commands, argv[1]);
}

int command_main(const struct command *commands, int argc, char **argv)
{
	int status = dispatch(commands, argc, argv);

	if (!fflush(stdout) && !ferror(stdout))
		return status;
	say("cannot write to standard output: %s", strerror(errno));
	return STATUS_BAD;
}
