// SPDX-License-Identifier: GPL-2.0-only
/*
 * mnbench report: result files to a folder that anybody can read. Nothing is
 * computed here that is not in the result files; equal files give equal
 * folders.
 */
#include <argp.h>
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cmd/commands.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "lib/suite_dir.h"
#include "report/page.h"

#define FORMATS_ALL "svg,png"

struct options {
	const char *output;
	const char *plots;
	struct formats formats;
	bool list;
	char **runs;
	size_t run_count;
};

struct report {
	struct options options;
	struct plots plots;
	struct page page;
	char *style;
	size_t run_count;
	struct result **runs;
	struct error error;
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
	case 'f':
		if (parse_formats(&options->formats, arg))
			argp_failure(state, STATUS_BAD, 0,
				     "--format=%s: must be svg, png or both "
				     "(" FORMATS_ALL ")",
				     arg);
		return 0;
	case ARGP_KEY_ARGS:
		options->runs = state->argv + state->next;
		options->run_count = (size_t)(state->argc - state->next);
		return 0;
	case ARGP_KEY_END:
		if (!options->list && !options->run_count)
			argp_failure(state, STATUS_BAD, 0,
				     "no RUN given: must be result files");
		if (!options->list && !options->output)
			argp_failure(state, STATUS_BAD, 0,
				     "no -o DIR given: must be the folder to "
				     "write to");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static const struct argp_option option_table[] = {
	{"output", 'o', "DIR", 0, "Folder to write to; made if missing", 0},
	{"format", 'f', "LIST", 0,
	 "Picture files: svg, png or " FORMATS_ALL " (default both)", 0},
	{"plots", 'p', "DIR", 0, "Folder of the gnuplot scripts", 0},
	{"list", 'l', NULL, 0, "List the plots and the plans they need", 0},
	{0},
};

static void parse(struct options *options, int argc, char **argv)
{
	static const struct argp argp = {
		.options = option_table,
		.parser = parse_option,
		.args_doc = "RUN...",
		.doc = "Write index.html with its pictures (DIR/*.svg, *.png) "
		       "and their data (DIR/data) from result files.",
	};

	argp_parse(&argp, argc, argv, 0, NULL, options);
	if (!options->formats.svg && !options->formats.png)
		options->formats = (struct formats){true, true};
}

static char *find_plots(struct report *report)
{
	char home[PATH_MAX];

	if (report->options.plots)
		return must_printf("%s", report->options.plots);
	if (suite_dir_find(home, sizeof(home), &report->error))
		return NULL;
	return must_printf("%s/plot", home);
}

static char *read_style(const char *folder)
{
	char *path = must_printf("%s/page.css", folder);
	FILE *file = fopen(path, "r");
	char *style = NULL;
	size_t size = 0;

	free(path);
	if (!file)
		return must_printf("%s", "");
	if (getdelim(&style, &size, '\0', file) < 0) {
		free(style);
		style = must_printf("%s", "");
	}
	fclose(file);
	return style;
}

static int load_runs(struct report *report)
{
	report->runs =
		must_alloc(report->options.run_count, sizeof(*report->runs));
	for (size_t i = 0; i < report->options.run_count; i++) {
		report->runs[i] =
			result_load(report->options.runs[i], &report->error);
		if (!report->runs[i])
			return -1;
		report->run_count++;
	}
	return 0;
}

/* Any folders missing on the way are made too. */
static int make_folder(const char *path)
{
	char *part = must_printf("%s", path);
	int failed = 0;

	for (char *slash = part; !failed && *slash; slash++) {
		if (*slash != '/' || slash == part)
			continue;
		*slash = '\0';
		failed = mkdir(part, 0777) && errno != EEXIST;
		*slash = '/';
	}
	if (!failed)
		failed = mkdir(part, 0777) && errno != EEXIST;
	free(part);
	return failed ? -1 : 0;
}

static int make_folders(struct report *report)
{
	char *data = must_printf("%s/data", report->options.output);
	int failed = make_folder(data) || access(data, W_OK | X_OK);

	if (failed)
		error_set(&report->error,
			  "-o %s: must be a folder that can be written to: %s",
			  report->options.output, strerror(errno));
	free(data);
	return failed ? -1 : 0;
}

/* Written beside and renamed: a reader sees the old file or the new one. */
static int finish_file(struct report *report, FILE *file, const char *path)
{
	char *partial = must_printf("%s.part", path);
	int failed = ferror(file) != 0;

	failed = fclose(file) || failed;
	if (!failed)
		failed = rename(partial, path);
	if (failed) {
		error_set(&report->error, "cannot write %s: %s", path,
			  strerror(errno));
		unlink(partial);
	}
	free(partial);
	return failed ? -1 : 0;
}

static FILE *begin_file(struct report *report, const char *path)
{
	char *partial = must_printf("%s.part", path);
	FILE *file = fopen(partial, "w");

	if (!file)
		error_set(&report->error, "cannot write %s: %s", path,
			  strerror(errno));
	free(partial);
	return file;
}

static int write_csv(struct report *report)
{
	char *path = must_printf("%s/data/cells.csv", report->options.output);
	FILE *file = begin_file(report, path);
	int failed = -1;

	if (file) {
		for (size_t i = 0; i < report->page.count; i++)
			csv_write(file, report->page.sections[i].run,
				  report->page.sections[i].name, !i);
		failed = finish_file(report, file, path);
	}
	free(path);
	return failed;
}

static int write_data(struct report *report, const struct figure *figure)
{
	char *path = must_printf("%s/data/%s.dat", report->options.output,
				 figure->name);
	FILE *file = begin_file(report, path);
	int failed = -1;

	if (file) {
		fputs(figure->data, file);
		failed = finish_file(report, file, path);
	}
	free(path);
	return failed;
}

static int draw(struct report *report, const struct plot *plot,
		const struct figure *figure)
{
	const struct formats *formats = &report->options.formats;
	const char *folder = report->options.output;

	if (write_data(report, figure))
		return -1;
	if (formats->svg &&
	    figure_draw(figure, plot, folder, "svg", &report->error))
		return -1;
	if (formats->png &&
	    figure_draw(figure, plot, folder, "png", &report->error))
		return -1;
	return 0;
}

/* What may stand in a file name and in an id of the page. */
static char *section_name(const struct result *run, size_t number, bool only)
{
	char *name = only ? must_printf("%s", run->plan)
			  : must_printf("%zu-%s", number, run->plan);

	for (char *at = name; *at; at++)
		if (!isalnum((unsigned char)*at))
			*at = '-';
	return name;
}

static void make_section(struct report *report, size_t i)
{
	struct section *section = &report->page.sections[i];
	bool only = report->run_count == 1;
	char *prefix;

	section->run = report->runs[i];
	section->name = section_name(section->run, i + 1, only);
	section->figures =
		must_alloc(report->plots.count, sizeof(*section->figures));
	prefix = only ? must_printf("%s", "")
		      : must_printf("%s-", section->name);
	for (size_t j = 0; j < report->plots.count; j++)
		figures_make(&section->figures[j], &report->plots.at[j],
			     section->run, prefix);
	free(prefix);
}

static void make_sections(struct report *report)
{
	report->page.plots = &report->plots;
	report->page.formats = report->options.formats;
	report->page.folder = report->options.output;
	report->page.style = report->style;
	report->page.count = report->run_count;
	report->page.sections =
		must_alloc(report->run_count, sizeof(*report->page.sections));
	for (size_t i = 0; i < report->run_count; i++)
		make_section(report, i);
}

static int draw_all(struct report *report)
{
	for (size_t i = 0; i < report->page.count; i++)
		for (size_t j = 0; j < report->plots.count; j++) {
			const struct figures *figures =
				&report->page.sections[i].figures[j];

			for (size_t k = 0; k < figures->count; k++)
				if (draw(report, &report->plots.at[j],
					 &figures->at[k]))
					return -1;
		}
	return 0;
}

static int write_page(struct report *report)
{
	char *path = must_printf("%s/index.html", report->options.output);
	FILE *file = begin_file(report, path);
	int failed = -1;

	if (file) {
		int incomplete =
			page_write(file, &report->page, &report->error);

		failed = finish_file(report, file, path) || incomplete;
	}
	free(path);
	return failed ? -1 : 0;
}

static int make_report(struct report *report)
{
	if (load_runs(report) || gnuplot_check(&report->error) ||
	    make_folders(report))
		return -1;
	make_sections(report);
	if (write_csv(report) || draw_all(report) || write_page(report))
		return -1;
	return 0;
}

static void list_plots(const struct plots *plots)
{
	for (size_t i = 0; i < plots->count; i++)
		printf("%-20s %s%s%s\n", plots->at[i].name, plots->at[i].title,
		       plots->at[i].plan ? "; plan " : "",
		       plots->at[i].plan ? plots->at[i].plan : "");
}

static void report_free(struct report *report)
{
	for (size_t i = 0; i < report->page.count; i++) {
		struct section *section = &report->page.sections[i];

		for (size_t j = 0; j < report->plots.count; j++)
			figures_free(&section->figures[j]);
		free(section->figures);
		free(section->name);
	}
	free(report->page.sections);
	for (size_t i = 0; i < report->run_count; i++)
		result_free(report->runs[i]);
	free(report->runs);
	plots_free(&report->plots);
	free(report->style);
}

static int load_plots(struct report *report)
{
	char *folder = find_plots(report);
	int failed = -1;

	if (folder)
		failed = plots_load(&report->plots, folder, &report->error);
	if (!failed)
		report->style = read_style(folder);
	free(folder);
	return failed;
}

int report_main(int argc, char **argv)
{
	struct report *report = must_alloc(1, sizeof(*report));
	int failed;

	parse(&report->options, argc, argv);
	failed = load_plots(report);
	if (!failed && report->options.list)
		list_plots(&report->plots);
	else if (!failed)
		failed = make_report(report);
	if (failed)
		error_say(&report->error);
	else if (!report->options.list)
		printf("%s/index.html\n", report->options.output);
	report_free(report);
	free(report);
	return failed ? STATUS_BAD : STATUS_OK;
}
