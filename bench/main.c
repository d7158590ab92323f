// SPDX-License-Identifier: GPL-2.0-only
/* The table of the commands of mnbench, in the order of its help. */
#include "cmd/commands.h"

static const struct command commands[] = {
	{"list", list_main,
	 "list modes, workloads, plans, venues, keys, presets"},
	{"run", run_main, "measure a plan and store the result"},
	{"show", show_main, "print a result as a table or as CSV"},
	{"report", report_main, "make an HTML page with plots from results"},
	{"compare", compare_main, "show what became slower or faster"},
	{"history", history_main, "show what changed over many runs"},
	{"merge", merge_main, "make one result from the parts of a run"},
	{"reference", reference_main,
	 "make a reference for compare from a result"},
	{"validate", validate_main, "check result files"},
	{"bisect", bisect_main, "judge a commit for git bisect run"},
	{0},
};

int main(int argc, char **argv)
{
	return command_main(commands, argc, argv);
}
