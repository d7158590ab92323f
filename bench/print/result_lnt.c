// SPDX-License-Identifier: GPL-2.0-only
/* A result as a report for LNT, in version 2 of its format. */
#include "print/result_lnt.h"

#include <math.h>
#include <string.h>

#include "print/cell_path.h"

/* Both units of a result, vns and ns, are nanoseconds. */
#define SECONDS_OF_NS 1e-9

static const char *kernel_text(const struct result *result, const char *key)
{
	const json_t *environment =
		json_object_get(result->root, "environment");

	return json_string_value(
		json_object_get(json_object_get(environment, "kernel"), key));
}

/* "2026-11-26T06:10:18" of a date with "Z", which LNT does not take. */
static void add_time(json_t *run, const struct result *result, const char *key,
		     const char *from)
{
	const char *date = json_string_value(
		json_object_get(json_object_get(result->root, "host"), from));

	if (date)
		json_object_set_new(
			run, key,
			json_sprintf("%.*s", (int)strcspn(date, "Z"), date));
}

static json_t *test_json(const struct result *result,
			 const struct result_cell *cell)
{
	char path[CELL_PATH_MAX];
	json_t *test;

	cell_path(result, cell, '/', path, sizeof(path));
	test = json_pack("{s:s}", "name", path);
	if (cell->failed)
		json_object_set_new(test, "execution_status", json_integer(1));
	else if (isfinite(cell->stats.p50))
		json_object_set_new(test, "execution_time",
				    json_real(cell->stats.p50 * SECONDS_OF_NS));
	return test;
}

json_t *result_lnt(const struct result *result, const char *order)
{
	const char *machine = kernel_text(result, "machine");
	const char *cpu = kernel_text(result, "cpu");
	json_t *tests = json_array();
	json_t *run = json_pack("{s:s, s:s, s:s, s:s}", "llvm_project_revision",
				order ? order : result->kernel, "kernel",
				result->kernel, "plan", result->plan, "unit",
				result->unit);

	add_time(run, result, "start_time", "started");
	add_time(run, result, "end_time", "finished");
	for (size_t i = 0; i < result->count; i++)
		json_array_append_new(tests,
				      test_json(result, &result->cells[i]));
	return json_pack("{s:s, s:{s:o, s:s, s:s}, s:o, s:o}", "format_version",
			 "2", "machine", "name",
			 json_sprintf("mnbench-%s-%s", result->venue,
				      machine ? machine : "unknown"),
			 "cpu", cpu ? cpu : "unknown", "venue", result->venue,
			 "run", run, "tests", tests);
}
