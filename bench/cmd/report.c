// SPDX-License-Identifier: GPL-2.0-only
/* mnbench report: the options of the command, and its exit status. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/report_pages.h"
#include "cmd/result_argument.h"
#include "judge/runs.h"
#include "lib/exit.h"
#include "lib/memory.h"
#include "lib/message.h"
#include "lib/path.h"
#include "lib/suite_dir.h"
#include "print/line_width.h"
#include "print/table.h"
#include "print/text.h"
#include "print/turns.h"
#include "print/wrap.h"
#include "report/page_frame.h"
#include "report/report.h"
#include "result/architecture.h"

#define FORMATS_ALL "svg,png"

enum {
	KEY_ARCHITECTURES = 256,
	KEY_COMPARE,
	KEY_HISTORY,
};

struct options {
	const char *output;
	const char *plots;
	struct formats formats;
	bool list, compare, history, architectures;
	char **runs;
	size_t run_count;
};

static int parse_formats(struct formats *formats, const char *list)
{
	while (*list) {
		size_t length = strcspn(list, ",");

		if (length == 3 && !strncmp(list, "svg", 3))
			formats->svg = true;
		else if (length == 3 && !strncmp(list, "png", 3))
			formats->png = true;
		else
			return -1;
		list += length;
		list += *list == ',';
	}
	return formats->svg || formats->png ? 0 : -1;
}

static void check(const struct options *options, const struct argp_state *state)
{
	if (options->list)
		return;
	if (!options->run_count)
		argp_failure(state, STATUS_BAD, 0,
			     "give the result files to report on");
	if (!options->output)
		argp_failure(state, STATUS_BAD, 0,
			     "give -o FOLDER, the folder to write to");
	if (options->compare && options->history)
		argp_failure(state, STATUS_BAD, 0,
			     "--compare and --history are two pages: give one "
			     "of them");
	if (options->compare && options->run_count != 2)
		argp_failure(state, STATUS_BAD, 0,
			     "--compare takes two results, BASE and NEW");
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case 'o':
		options->output = arg;
		return 0;
	case 'p':
		options->plots = arg;
		return 0;
	case 'l':
		options->list = true;
		return 0;
	case KEY_COMPARE:
		options->compare = true;
		return 0;
	case KEY_ARCHITECTURES:
		options->architectures = true;
		return 0;
	case KEY_HISTORY:
		options->history = true;
		return 0;
	case 'f':
		if (parse_formats(&options->formats, arg))
			argp_failure(state, STATUS_BAD, 0,
				     "--format cannot be '%s'; allowed: svg, "
				     "png, " FORMATS_ALL,
				     arg);
		return 0;
	case ARGP_KEY_ARGS:
		options->runs = state->argv + state->next;
		options->run_count = (size_t)(state->argc - state->next);
		return 0;
	case ARGP_KEY_END:
		check(options, state);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option option_table[] = {
	{"output", 'o', "FOLDER", 0,
	 "Folder to write to, which is made if it is missing (required)", 0},
	{"format", 'f', "LIST", 0,
	 "Formats of picture files: svg, png or " FORMATS_ALL
	 " (default: " FORMATS_ALL ")",
	 0},
	{"plots", 'p', "FOLDER", 0,
	 "Folder of the gnuplot scripts (default: plot/ of the suite)", 0},
	{"compare", KEY_COMPARE, NULL, 0,
	 "Write the page of a comparison: RUN... is BASE and NEW, as for "
	 "mnbench compare --across (default: a page of the runs)",
	 0},
	{"architectures", KEY_ARCHITECTURES, NULL, 0,
	 "Show, or compare, results of several architectures on one page "
	 "(default: they are refused)",
	 0},
	{"history", KEY_HISTORY, NULL, 0,
	 "Write the page of a history: RUN... are results or folders of "
	 "results, as for mnbench history (default: a page of the runs)",
	 0},
	{"list", 'l', NULL, 0, "List the plots and the plans that they need",
	 0},
	{0},
};

/* The folder of the gnuplot scripts. Returns 0, or -1 with a message. */
static int find_plots(const struct options *options, char *folder, size_t size,
		      struct error *error)
{
	char suite[PATH_MAX];

	if (options->plots) {
		path_print(folder, size, "%s", options->plots);
		return 0;
	}
	if (suite_dir_find(suite, sizeof(suite), error))
		return -1;
	path_print(folder, size, "%s/plot", suite);
	return 0;
}

static void list_plots(const struct plots *plots)
{
	struct table *table = table_new(2, 2);
	int width = line_width();
	FILE *to = wrap_open(stdout, width);

	for (size_t i = 0; i < plots->count; i++) {
		table_add(table, "%s", plots->at[i].name);
		table_add(table, "%s%s%s", plots->at[i].title,
			  plots->at[i].plan ? "; plan " : "",
			  plots->at[i].plan ? plots->at[i].plan : "");
	}
	table_print_fit(table, 1, width, to);
	fclose(to);
	table_free(table);
}

static int add_run(const struct options *options, struct runs *runs,
		   const char *name, struct error *error)
{
	if (result_argument_check("report", name, TAKES_FILE, error) ||
	    runs_add_file(runs, name, result_load, error))
		return -1;
	return options->architectures
		       ? 0
		       : result_check_architectures(
				 runs->at[0], runs->at[runs->count - 1],
				 "--architectures shows both on one page",
				 error);
}

/* Say which runs have no curve over threads, although they have several. */
static void say_turns(const struct options *options, const struct runs *runs)
{
	for (size_t i = 0; i < runs->count; i++) {
		char *sentence;

		if (!turns_in(runs->at[i]))
			continue;
		sentence = turns_sentence(runs->at[i]);
		print_text(stderr, "%s: %s " TURNS_NO_CURVE "\n",
			   options->runs[i], sentence);
		free(sentence);
	}
}

/* Returns 0, or -1 with a message. */
static int write_runs(const struct options *options, const struct plots *plots,
		      const struct page_frame *frame, struct error *error)
{
	struct runs runs = {0};
	int ret = 0;

	for (size_t i = 0; !ret && i < options->run_count; i++)
		ret = add_run(options, &runs, options->runs[i], error);
	if (!ret)
		ret = report_write(options->output, &options->formats, runs.at,
				   runs.count, plots, frame, error);
	if (!ret)
		say_turns(options, &runs);
	runs_free(&runs);
	return ret;
}

/* Returns 0, or -1 with a message. */
static int write_report(const struct options *options, const char *folder,
			const struct plots *plots, struct error *error)
{
	struct page_frame frame = page_frame_load(folder);
	int ret;

	if (options->compare)
		ret = report_comparison(options->runs, options->architectures,
					options->output, &frame, error);
	else if (options->history)
		ret = report_history(options->runs, options->run_count,
				     options->output, &frame, error);
	else
		ret = write_runs(options, plots, &frame, error);
	if (!ret)
		print_text(stdout, "%s/index.html\n", options->output);
	page_frame_free(&frame);
	return ret;
}

const struct argp report_argp = {
	.options = option_table,
	.parser = parse_option,
	.args_doc = "RUN...\n--compare BASE NEW\n--history RUN...",
	.doc = "Write index.html with its pictures (FOLDER/*.svg, *.png) "
	       "and their data (FOLDER/data) from result files.\v"
	       "Exit status: 0; 2 bad input, or no gnuplot.\n\n"
	       "Examples:\n"
	       "  mnbench report results/quick.json -o quick.report\n"
	       "  mnbench report --format svg a.json b.json -o both.report\n"
	       "  mnbench report --compare base.json new.json -o "
	       "change.report\n"
	       "  mnbench report --history results -o history.report",
};

int report_main(int argc, char **argv)
{
	struct options options = {0};
	struct plots plots = {0};
	struct error error = {0};
	char folder[PATH_ROOM];
	int ret;

	if (argp_parse(&report_argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	if (!options.formats.svg && !options.formats.png)
		options.formats = (struct formats){true, true};
	ret = find_plots(&options, folder, sizeof(folder), &error);
	if (!ret)
		ret = plots_load(&plots, folder, &error);
	if (!ret && options.list)
		list_plots(&plots);
	else if (!ret)
		ret = write_report(&options, folder, &plots, &error);
	if (ret)
		error_say(&error);
	plots_free(&plots);
	return ret ? STATUS_BAD : STATUS_OK;
}
