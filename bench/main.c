// SPDX-License-Identifier: GPL-2.0-only
/* The table of the commands of mnbench, in the order of its help. */
#include "cmd/commands.h"

#define STATUS_BISECT_ABORT 128 /* 2 would be taken for a bad commit */

const struct command commands[] = {
	{"Look up", "list", list_main, &list_argp,
	 "list modes, workloads, plans, venues, keys, presets", 0},
	{"Measure", "run", run_main, &run_argp,
	 "measure a plan and store the result", 0},
	{NULL, "merge", merge_main, &merge_argp,
	 "make one result from the parts of a run", 0},
	{NULL, "host", host_main, &host_argp,
	 "print the settings of this machine, restore them", 0},
	{"Read results", "show", show_main, &show_argp,
	 "print a result as a table or as CSV", 0},
	{NULL, "report", report_main, &report_argp,
	 "make an HTML page with plots from results", 0},
	{NULL, "predict", predict_main, &predict_argp,
	 "show how well instructions predict time", 0},
	{NULL, "validate", validate_main, &validate_argp, "check result files",
	 0},
	{"Find changes", "compare", compare_main, &compare_argp,
	 "show what became slower or faster", 0},
	{NULL, "ab", ab_main, &ab_argp,
	 "measure two trees or commits, and compare them", 0},
	{NULL, "history", history_main, &history_argp,
	 "show what changed over many runs", 0},
	{NULL, "matrix", matrix_main, &matrix_argp,
	 "show costs against the version of the kernel", 0},
	{NULL, "reference", reference_main, &reference_argp,
	 "make a reference for compare from a result", 0},
	{NULL, "bisect", bisect_main, &bisect_argp,
	 "judge a commit for git bisect run", STATUS_BISECT_ABORT},
	{"Set up", "kernel", kernel_main, &kernel_argp,
	 "prepare a kernel to measure", 0},
	{NULL, "completion", completion_main, &completion_argp,
	 "print a script for a shell that completes words", 0},
	{0},
};

int main(int argc, char **argv)
{
	return command_main(commands, argc, argv);
}
