// SPDX-License-Identifier: GPL-2.0-only
/* mnbench compare: the options of the command, and its exit status. */
#include <argp.h>
#include <stdlib.h>

#include "cmd/commands.h"
#include "cmd/compare_files.h"
#include "cmd/percent.h"
#include "cmd/result_argument.h"
#include "judge/comparison.h"
#include "judge/find_reference.h"
#include "lib/exit.h"
#include "lib/memory.h"
#include "lib/message.h"
#include "print/compare.h"
#include "print/compare_command.h"
#include "print/compare_json.h"
#include "print/compare_mail.h"
#include "print/compare_markdown.h"
#include "print/json.h"
#include "print/line_width.h"
#include "print/wrap.h"

enum form {
	FORM_TEXT,
	FORM_JSON,
	FORM_MARKDOWN,
	FORM_MAIL,
};

struct options {
	const char *sides[2];
	size_t side_count;
	const char *reference;
	bool all;
	enum form form;
	struct compare_options compare;
	struct compare_files files;
};

enum {
	KEY_ACROSS = 256,
	KEY_ARCHITECTURES,
	KEY_COSTS,
	KEY_JSON,
	KEY_JUNIT,
	KEY_KCIDB,
	KEY_MAIL,
	KEY_MARKDOWN,
	KEY_ORIGIN,
	KEY_REFERENCE,
	KEY_TIMES,
};

static const struct argp_option argp_options[] = {
	{"across", KEY_ACROSS, NULL, 0,
	 "Compare even if the environments differ, such as two kernels", 0},
	{"architectures", KEY_ARCHITECTURES, NULL, 0,
	 "Compare two architectures (default: they are refused), and all else "
	 "that --across compares",
	 0},
	{"all", 'a', NULL, 0,
	 "List all cells, and all fields of environments that differ", 0},
	{"costs", KEY_COSTS, NULL, 0,
	 "Compare what each mode costs over none (default: across kernels)", 0},
	{"times", KEY_TIMES, NULL, 0,
	 "Compare the times of operations (default: in one kernel)", 0},
	{"threshold", 't', "PERCENT", 0,
	 "Largest change that does not matter, in percent of the operation's "
	 "time in BASE (default: 0.1 in exact venues, 1 in timed venues)",
	 0},
	{"level", 'l', "PERCENT", 0,
	 "Family-wise false-alarm rate in percent (default: 5)", 0},
	{"reference", KEY_REFERENCE, "FOLDER", 0,
	 "Compare with the result in FOLDER that has the plan and the "
	 "environment of NEW, instead of with BASE",
	 0},
	{"json", KEY_JSON, NULL, 0, "Print JSON (docs/compare.md)", 0},
	{"markdown", KEY_MARKDOWN, NULL, 0, "Print Markdown for a pull request",
	 0},
	{"mail", KEY_MAIL, NULL, 0,
	 "Print text of at most 72 columns for a mailing list", 0},
	{"junit", KEY_JUNIT, "FILE", 0,
	 "Also write JUnit XML to FILE, a test for each cell (default: none)",
	 0},
	{"kcidb", KEY_KCIDB, "FILE", 0,
	 "Also write a report for KCIDB to FILE (default: none)", 0},
	{"origin", KEY_ORIGIN, "NAME", 0,
	 "The name of the reporting system in KCIDB (default: " KCIDB_ORIGIN
	 ")",
	 0},
	{0},
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case KEY_ACROSS:
		options->compare.across = true;
		return 0;
	case KEY_ARCHITECTURES:
		options->compare.across = true;
		options->compare.architectures = true;
		return 0;
	case 'a':
		options->all = true;
		return 0;
	case 't':
		options->compare.threshold =
			percent_parse("threshold", arg, 100, state);
		return 0;
	case 'l':
		options->compare.level =
			percent_parse_above_0("level", arg, 100, state);
		return 0;
	case KEY_REFERENCE:
		options->reference = arg;
		return 0;
	case KEY_COSTS:
		options->compare.view = VIEW_COSTS;
		return 0;
	case KEY_TIMES:
		options->compare.view = VIEW_TIMES;
		return 0;
	case KEY_JSON:
		options->form = FORM_JSON;
		return 0;
	case KEY_MARKDOWN:
		options->form = FORM_MARKDOWN;
		return 0;
	case KEY_MAIL:
		options->form = FORM_MAIL;
		return 0;
	case KEY_JUNIT:
		options->files.junit = arg;
		return 0;
	case KEY_KCIDB:
		options->files.kcidb = arg;
		return 0;
	case KEY_ORIGIN:
		compare_files_origin(&options->files, arg, state);
		return 0;
	case ARGP_KEY_ARG:
		if (options->side_count == 2)
			argp_failure(state, STATUS_BAD, 0,
				     "'%s' is one result too many; "
				     "allowed: BASE and NEW",
				     arg);
		options->sides[options->side_count++] = arg;
		return 0;
	case ARGP_KEY_END:
		if (options->side_count != (options->reference ? 1 : 2))
			argp_failure(state, STATUS_BAD, 0,
				     options->reference
					     ? "--reference takes the "
					       "place of BASE: give NEW only"
					     : "give BASE and NEW");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* The name of BASE, to be freed; NULL with a message. */
static char *find_base(const struct options *options, const struct side *fresh,
		       struct error *error)
{
	if (options->reference)
		return reference_find(options->reference, fresh->runs[0],
				      error);
	return must_printf("%s", options->sides[0]);
}

static void print_text(const struct comparison *c, bool all)
{
	FILE *to = wrap_open(stdout, line_width());

	compare_text(c, all, line_width(), to);
	fclose(to);
}

/* @base: the name of BASE, which the user gave or which was found. */
static void print_markdown(const struct options *options,
			   const struct comparison *c, const char *base)
{
	char *command =
		compare_command(&options->compare, base,
				options->sides[options->side_count - 1]);

	compare_markdown(c, command, options->all, stdout);
	free(command);
}

static int print(const struct options *options, const struct comparison *c,
		 const char *base, struct error *error)
{
	switch (options->form) {
	case FORM_JSON:
		return json_print(compare_json(c), stdout, error);
	case FORM_MARKDOWN:
		print_markdown(options, c, base);
		return 0;
	case FORM_MAIL:
		compare_mail(c, &options->compare, stdout);
		return 0;
	default:
		print_text(c, options->all);
		return 0;
	}
}

/*
 * A callback more, or a cell that fails in NEW, is a regression even where no
 * time can be judged. That a cell fails needs no reliable run.
 */
static int verdict_status(const struct comparison *c)
{
	if (comparison_unlike(c))
		return STATUS_BAD;
	if (comparison_broken(c))
		return STATUS_FAILED;
	if (comparison_void(c))
		return STATUS_BAD;
	if (comparison_count(c, VERDICT_REGRESSED))
		return STATUS_FAILED;
	return comparison_judged(c) && c->unfit == FIT ? STATUS_OK : STATUS_BAD;
}

/* Returns the exit status. */
static int compare(const struct options *options, const char *base_name,
		   const struct side *base, const struct side *fresh)
{
	struct error error = {0};
	struct comparison *c =
		comparison_make(base, fresh, &options->compare, &error);
	int status = STATUS_BAD;

	if (c && !print(options, c, base_name, &error) &&
	    !compare_files_write(&options->files, c, &error))
		status = verdict_status(c);
	else
		error_say(&error);
	comparison_free(c);
	return status;
}

/* Refuse what cannot be a side. */
static int check_sides(const struct options *options, struct error *error)
{
	for (size_t i = 0; i < options->side_count; i++)
		if (result_argument_check("compare", options->sides[i],
					  TAKES_FOLDER | TAKES_MODE, error))
			return -1;
	return 0;
}

/* Returns the exit status. */
static int load_and_compare(const struct options *options)
{
	const char *fresh_name = options->sides[options->side_count - 1];
	struct side base = {0}, fresh = {0};
	struct error error = {0};
	int status = STATUS_BAD;
	char *name = NULL;

	if (!check_sides(options, &error) &&
	    !side_load(&fresh, fresh_name, &error))
		name = find_base(options, &fresh, &error);
	if (name && !side_load(&base, name, &error))
		status = compare(options, name, &base, &fresh);
	else
		error_say(&error);
	side_free(&base);
	side_free(&fresh);
	free(name);
	return status;
}

const struct argp compare_argp = {
	.options = argp_options,
	.parser = parse_option,
	.args_doc = "BASE NEW\n--reference FOLDER NEW",
	.doc = "Compare two sides, cell by cell. A side is a result, "
	       "RESULT:MODE for one mode of it, or a folder with "
	       "results of several boots.\v"
	       "Exit status: 0 no regression; 1 a regression; 2 not "
	       "comparable, void, not judged, or bad input.\n\n"
	       "Examples:\n"
	       "  mnbench compare before.json after.json\n"
	       "  mnbench compare --across linux-6.1.json linux-6.12.json\n"
	       "  mnbench compare quick.json:global quick.json:chunked\n"
	       "  mnbench compare --reference results/reference quick.json",
};

int compare_main(int argc, char **argv)
{
	struct options options = {.compare = {.threshold = -1, .level = 0.05}};

	if (argp_parse(&compare_argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	return load_and_compare(&options);
}
