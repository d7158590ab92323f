// SPDX-License-Identifier: GPL-2.0-only
/*
 * mnbench: what each way of subscribing to an address space costs the process.
 *
 * This file picks the subcommand; each subcommand parses its own options.
 */
#include <argp.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "lib/exit.h"
#include "cmd/commands.h"
#include "lib/message.h"

struct command {
	const char *name;
	int (*main)(int argc, char **argv);
	const char *summary;
};

static const struct command commands[] = {
	{"list", list_main, "modes, workloads, plans, venues or keys"},
	{"run", run_main, "measure a plan and store the result"},
	{"show", show_main, "print a result as a table or as CSV"},
	{"report", report_main, "make a page with pictures from results"},
	{"compare", compare_main, "tell what became slower or faster"},
	{"history", history_main, "tell what changed over many runs"},
	{"merge", merge_main, "make one result of the parts of a run"},
	{"validate", validate_main, "check result files"},
	{"bisect", bisect_main, "a step of git bisect run"},
	{0},
};

const char *argp_program_version = "mnbench " MNBENCH_VERSION;

static void print_usage(FILE *to)
{
	fputs("Usage: mnbench COMMAND [OPTION...]\n\n", to);
	for (const struct command *c = commands; c->name; c++)
		fprintf(to, "  %-8s %s\n", c->name, c->summary);
	fputs("\nmnbench COMMAND --help tells the options of a command.\n", to);
}

static int run_command(const struct command *command, int argc, char **argv)
{
	char name[64];

	snprintf(name, sizeof(name), "mnbench %s", command->name);
	argv[1] = name;
	/* The library's messages name the program; ours name it the same. */
	program_invocation_name = program_invocation_short_name = "mnbench";
	argp_err_exit_status = STATUS_BAD;
	return command->main(argc - 1, argv + 1);
}

static int refuse(const char *name)
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

int main(int argc, char **argv)
{
	int status;

	if (argc < 2) {
		print_usage(stderr);
		return STATUS_BAD;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
	    strcmp(argv[1], "help") == 0) {
		print_usage(stdout);
		return STATUS_OK;
	}
	if (strcmp(argv[1], "--version") == 0) {
		puts(argp_program_version);
		return STATUS_OK;
	}
	for (const struct command *c = commands; c->name; c++) {
		if (strcmp(c->name, argv[1]) != 0)
			continue;
		status = run_command(c, argc, argv);
		if (fflush(stdout) || ferror(stdout)) {
			say("cannot write to standard output: %s",
			    strerror(errno));
			return STATUS_BAD;
		}
		return status;
	}
	return refuse(argv[1]);
}
