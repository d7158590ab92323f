// SPDX-License-Identifier: GPL-2.0-only
/* The commands of mnbench, in the order in which its help lists them. */
#include "cmd/commands.h"

static const struct command commands[] = {
	{"list", list_main, "modes, workloads, plans, venues or keys"},
	{"run", run_main, "measure a plan and store the result"},
	{"show", show_main, "print a result as a table or as CSV"},
	{"report", report_main, "make a page with pictures from results"},
	{"compare", compare_main, "tell what became slower or faster"},
	{"history", history_main, "tell what changed over many runs"},
	{"merge", merge_main, "make one result of the parts of a run"},
	{"reference", reference_main,
	 "make a reference for compare of a result"},
	{"validate", validate_main, "check result files"},
	{"bisect", bisect_main, "a step of git bisect run"},
	{0},
};

int main(int argc, char **argv)
{
	return command_main(commands, argc, argv);
}
