// SPDX-License-Identifier: GPL-2.0-only
/*
 * The command that repeats the run of a result. What was measured, which is the
 * same on every machine, is in the result's plan; how the user called the plan
 * and the kernel is in host.request, which older results do not have.
 */
#include "result/reproduce.h"

#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "lib/path.h"
#include "lib/shell_quote.h"
#include "lib/suite_dir.h"
#include "lib/suite_layout.h"
#include "plan/plan.h"
#include "plan/plan_text.h"
#include "plan/venue.h"

#define OUTPUT "again.json"

static const json_t *request_of(const struct result *result)
{
	return json_object_get(json_object_get(result->root, "host"),
			       "request");
}

static const char *text_of(const json_t *object, const char *name)
{
	return json_string_value(json_object_get(object, name));
}

static const char *plan_of(const struct result *result)
{
	const char *plan = text_of(request_of(result), "plan");

	return plan ? plan : result->plan;
}

/* An installed suite has its scripts in its own folder. */
static void print_side_script(FILE *to)
{
	char suite[PATH_MAX];

	if (!suite_dir_find(suite, sizeof(suite), NULL) &&
	    suite_is_installed(suite))
		fprintf(to, "%s/", suite);
	fputs("vm/side.sh", to);
}

/* What mnbench ab measures is prepared first. */
static void print_prepare(FILE *to, const json_t *prepare)
{
	json_t *word;
	size_t i;

	if (json_array_size(prepare) != 2)
		return;
	print_side_script(to);
	json_array_foreach(prepare, i, word) {
		const char *text = json_string_value(word);

		fputc(' ', to);
		shell_quote(to, text ? text : "");
	}
	fputs(" && ", to);
}

char *reproduce_command_to(const struct result *result, const char *output)
{
	const json_t *plan = json_object_get(result->root, "plan");
	char *text = NULL;
	json_t *pair;
	size_t size, i;
	FILE *to = open_memstream(&text, &size);

	if (!to)
		return must_printf("out of memory");
	print_prepare(to, json_object_get(request_of(result), "prepare"));
	fprintf(to, "%s run", suite_program());
	shell_option(to, "plan", plan_of(result));
	shell_option(to, "venue", result->venue);
	shell_option(to, "kernel", text_of(request_of(result), "kernel"));
	shell_option(to, "module", text_of(request_of(result), "module"));
	shell_option(to, "settings", text_of(request_of(result), "settings"));
	json_array_foreach(json_object_get(plan, "set"), i, pair)
		shell_option(to, "set", json_string_value(pair));
	fputs(" -o ", to);
	shell_quote(to, output);
	fclose(to);
	return text;
}

char *reproduce_command(const struct result *result)
{
	return reproduce_command_to(result, OUTPUT);
}

static bool is_file(const char *plan)
{
	char suite[PATH_MAX] = "", path[PATH_ROOM];

	suite_dir_find(suite, sizeof(suite), NULL);
	plan_path(suite, plan, path, sizeof(path));
	return strcmp(path, plan) == 0;
}

/* The name below plans/, with the folder that result->plan does not have. */
static const char *shipped_name(const struct result *result)
{
	const char *plan = plan_of(result);

	return is_file(plan) ? result->plan : plan;
}

/* Return true if plans/ has this plan with the text that was measured. */
static bool is_shipped(const struct result *result)
{
	const json_t *plan = json_object_get(result->root, "plan");
	const char *measured = text_of(plan, "text"),
		   *name = shipped_name(result);
	char suite[PATH_MAX], path[PATH_ROOM], *text;
	bool same;

	if (suite_dir_find(suite, sizeof(suite), NULL))
		return false;
	path_print(path, sizeof(path), "%s/plans/%s.ini", suite, name);
	text = plan_text_read("plan", path, path, NULL);
	same = text && measured && strcmp(text, measured) == 0;
	free(text);
	return same;
}

/* What the plan's name does not say; to be freed. */
static char *plan_note(const struct result *result)
{
	if (is_shipped(result))
		return must_printf("%s", "");
	if (is_file(plan_of(result)))
		return must_printf("The plan was the file %s; its text is in "
				   "the result.\n",
				   plan_of(result));
	return must_printf("plans/%s.ini is not what was measured; that text "
			   "is in the result.\n",
			   shipped_name(result));
}

char *reproduce_note(const struct result *result)
{
	const struct venue *venue = venue_find(result->venue);
	bool known = request_of(result) || !venue || venue->runs_on_host;
	char *plan = plan_note(result), *note = NULL;

	if (!known)
		note = must_printf("%sThe prepared kernel has no name in the "
				   "result; its release is %s.\n",
				   plan, result->kernel);
	else if (plan[0])
		note = must_printf("%s", plan);
	free(plan);
	return note;
}
