// SPDX-License-Identifier: GPL-2.0-only
/* mnbench compare: the options of the command, and its exit status. */
#include <argp.h>
#include <dirent.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "judge/comparison.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "lib/path.h"
#include "print/compare.h"

struct options {
	const char *sides[2];
	size_t side_count;
	const char *reference;
	bool all, json, markdown;
	struct compare_options compare;
};

enum {
	KEY_ACROSS = 256,
	KEY_JSON,
	KEY_MARKDOWN,
	KEY_REFERENCE,
};

static const struct argp_option argp_options[] = {
	{"across", KEY_ACROSS, NULL, 0,
	 "Compare although the environments are unlike, such as two kernels",
	 0},
	{"all", 'a', NULL, 0, "List cells that did not change, too", 0},
	{"threshold", 't', "PERCENT", 0,
	 "Changes up to this do not matter; default: 0 in exact venues, else 1",
	 0},
	{"level", 'l', "PERCENT", 0,
	 "False alarms to be borne in a hundred comparisons; default: 5", 0},
	{"reference", KEY_REFERENCE, "FOLDER", 0,
	 "In place of BASE: the result in FOLDER of the same plan and "
	 "environment",
	 0},
	{"json", KEY_JSON, NULL, 0, "Print JSON (docs/compare.md)", 0},
	{"markdown", KEY_MARKDOWN, NULL, 0, "Print a Markdown table", 0},
	{0},
};

/* A percentage as a share. */
static double parse_percent(const char *name, const char *arg,
			    struct argp_state *state)
{
	char *end;
	double percent = strtod(arg, &end);

	if (end == arg || *end || !(percent >= 0 && percent < 100))
		argp_failure(state, STATUS_BAD, 0,
			     "--%s cannot be '%s'; allowed: a percentage from "
			     "0 to below 100",
			     name, arg);
	return percent / 100;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case KEY_ACROSS:
		options->compare.across = true;
		return 0;
	case 'a':
		options->all = true;
		return 0;
	case 't':
		options->compare.threshold =
			parse_percent("threshold", arg, state);
		return 0;
	case 'l':
		options->compare.level = parse_percent("level", arg, state);
		return 0;
	case KEY_REFERENCE:
		options->reference = arg;
		return 0;
	case KEY_JSON:
		options->json = true;
		return 0;
	case KEY_MARKDOWN:
		options->markdown = true;
		return 0;
	case ARGP_KEY_ARG:
		if (options->side_count == 2)
			argp_failure(state, STATUS_BAD, 0,
				     "compare: '%s' is one too many", arg);
		options->sides[options->side_count++] = arg;
		return 0;
	case ARGP_KEY_END:
		if (options->side_count != (options->reference ? 1 : 2))
			argp_failure(state, STATUS_BAD, 0,
				     options->reference
					     ? "compare: --reference takes the "
					       "place of BASE: say NEW only"
					     : "compare: say BASE and NEW");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* Whether @other is a reference for @fresh; if not, @why is what differs. */
static bool is_reference(const struct result *other, const struct result *fresh,
			 char *why, size_t size)
{
	struct field_difference *fields = NULL;
	size_t count = 0;
	int ret;

	why[0] = '\0';
	if (strcmp(other->venue, fresh->venue))
		snprintf(why, size, "venue");
	else if (!json_equal(json_object_get(other->root, "plan"),
			     json_object_get(fresh->root, "plan")))
		snprintf(why, size, "plan");
	ret = environment_compare(json_object_get(other->root, "environment"),
				  json_object_get(fresh->root, "environment"),
				  &fields, &count);
	if (!ret && count && !why[0])
		snprintf(why, size, "%s", fields[0].name);
	fields_free(fields, count);
	return !ret && !why[0];
}

/*
 * The name of the reference for @fresh in @folder, or "". @nearest: what differs
 * in one of the same plan and kernel, if there is one.
 */
static void find_reference(const char *folder, const struct result *fresh,
			   char *path, char *nearest, size_t size)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;

	path[0] = nearest[0] = '\0';
	while (dir && !path[0] && (entry = readdir(dir))) {
		char file[PATH_ROOM], why[80];
		struct result *other;

		if (!strstr(entry->d_name, ".json"))
			continue;
		path_print(file, sizeof(file), "%s/%s", folder, entry->d_name);
		other = result_or_reference_load(file, NULL);
		if (other && is_reference(other, fresh, why, sizeof(why)))
			path_print(path, size, "%s", file);
		else if (other && strcmp(other->plan, fresh->plan) == 0 &&
			 strcmp(other->kernel, fresh->kernel) == 0)
			path_print(nearest, size, " (%s has another %s)",
				   entry->d_name, why);
		result_free(other);
	}
	if (dir)
		closedir(dir);
}

static int load_base(const struct options *options, struct side *base,
		     const struct side *fresh, struct error *error)
{
	const struct result *run = fresh->runs[0];
	char path[PATH_ROOM], nearest[PATH_ROOM];

	if (!options->reference)
		return side_load(base, options->sides[0], error);
	find_reference(options->reference, run, path, nearest, sizeof(path));
	if (path[0])
		return side_load(base, path, error);
	return error_set(
		error,
		"no reference for plan %s on %s with this emulator and "
		"compiler in %s%s; 'make reference PLAN=%s' makes one",
		run->plan, run->kernel, options->reference, nearest, run->plan);
}

static int print(const struct options *options, const struct comparison *c)
{
	json_t *json;
	int ret;

	if (options->markdown)
		compare_markdown(c, options->all, stdout);
	else if (!options->json)
		compare_text(c, options->all, stdout);
	if (!options->json)
		return 0;
	json = compare_json(c);
	ret = json ? json_dumpf(json, stdout, JSON_INDENT(1)) : -1;
	putchar('\n');
	json_decref(json);
	return ret;
}

static int verdict_status(const struct comparison *c)
{
	if (comparison_unlike(c) || comparison_void(c) || c->unfit != FIT)
		return STATUS_BAD;
	return comparison_count(c, VERDICT_REGRESSED) || comparison_broken(c)
		       ? STATUS_FAILED
		       : STATUS_OK;
}

int compare_main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = argp_options,
		.parser = parse_option,
		.args_doc = "BASE NEW\n--reference FOLDER NEW",
		.doc = "Compare two sides, cell by cell. A side is a result, "
		       "RESULT:MODE for one mode of it, or a folder with "
		       "results of several boots. Exit status: 0 no "
		       "regression, 1 a regression, 2 not comparable, void, "
		       "not judged, or bad input.",
	};
	struct options options = {.compare = {.threshold = -1, .level = 0.05}};
	struct side base = {0}, fresh = {0};
	struct comparison *c = NULL;
	struct error error = {0};
	int status = STATUS_BAD;

	if (argp_parse(&argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	if (!side_load(&fresh, options.sides[options.side_count - 1], &error) &&
	    !load_base(&options, &base, &fresh, &error))
		c = comparison_make(&base, &fresh, &options.compare, &error);
	if (!c)
		error_say(&error);
	else if (print(&options, c))
		say("out of memory");
	else
		status = verdict_status(c);
	comparison_free(c);
	side_free(&base);
	side_free(&fresh);
	return status;
}
