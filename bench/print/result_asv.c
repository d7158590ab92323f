// SPDX-License-Identifier: GPL-2.0-only
/*
 * A result as files for asv. A benchmark's name has dots between its parts, and
 * its version keeps results apart that are not comparable: those of another
 * unit.
 */
#include "print/result_asv.h"

#include <math.h>
#include <string.h>
#include <time.h>

#include "print/cell_path.h"
#include "print/json.h"

/* Versions of the three formats. */
#define BENCHMARKS_VERSION 2
#define MACHINE_VERSION    1
#define RUN_VERSION        2

static json_t *benchmark_json(const struct result *result, const char *path)
{
	return json_pack("{s:s, s:s, s:s, s:[], s:[], s:s, s:s, s:s, s:i}",
			 "name", path, "code", path, "type", "track", "params",
			 "param_names", "unit", result->unit, "version",
			 result->unit, "pretty_name", path, "timeout", 60);
}

json_t *result_asv_benchmarks(const struct result *result)
{
	json_t *all = json_pack("{s:i}", "version", BENCHMARKS_VERSION);
	char path[CELL_PATH_MAX];

	for (size_t i = 0; i < result->count; i++) {
		cell_path(result, &result->cells[i], '.', path, sizeof(path));
		json_object_set_new(all, path, benchmark_json(result, path));
	}
	return all;
}

/* A member of the kernel's description as a text; "" if there is none. */
static json_t *kernel_text(const struct result *result, const char *key)
{
	const json_t *environment =
		json_object_get(result->root, "environment");
	json_t *value =
		json_object_get(json_object_get(environment, "kernel"), key);

	if (json_is_string(value))
		return json_incref(value);
	if (json_is_integer(value))
		return json_sprintf("%lld",
				    (long long)json_integer_value(value));
	return json_string("");
}

static json_t *machine_json(const struct result *result, const char *name)
{
	return json_pack("{s:s, s:o, s:o, s:o, s:s, s:o}", "machine", name,
			 "arch", kernel_text(result, "machine"), "cpu",
			 kernel_text(result, "cpu"), "num_cpu",
			 kernel_text(result, "cpus"), "os", result->kernel,
			 "ram", kernel_text(result, "memory_kb"));
}

json_t *result_asv_machine(const struct result *result, const char *name)
{
	json_t *machine = machine_json(result, name);

	json_object_set_new(machine, "version", json_integer(MACHINE_VERSION));
	return machine;
}

/* Milliseconds since 1970 of the date when the run began; 0: not known. */
static json_int_t started_ms(const struct result *result)
{
	const char *date = json_string_value(json_object_get(
		json_object_get(result->root, "host"), "started"));
	struct tm tm = {0};

	if (!date || !strptime(date, "%Y-%m-%dT%H:%M:%S", &tm))
		return 0;
	return (json_int_t)timegm(&tm) * 1000;
}

/* Null is a benchmark that failed. */
static json_t *value_json(const struct result *result,
			  const struct result_cell *cell)
{
	return json_pack("[[o], [], s]",
			 cell->failed ? json_null()
				      : json_number_or_null(cell->stats.p50),
			 result->unit);
}

json_t *result_asv_run(const struct result *result, const char *name,
		       const char *commit)
{
	json_t *results = json_object();
	char path[CELL_PATH_MAX];

	for (size_t i = 0; i < result->count; i++) {
		cell_path(result, &result->cells[i], '.', path, sizeof(path));
		json_object_set_new(results, path,
				    value_json(result, &result->cells[i]));
	}
	return json_pack(
		"{s:i, s:s, s:o, s:I, s:o, s:s, s:{}, s:{}, s:{}, s:[s,s,s], "
		"s:o}",
		"version", RUN_VERSION, "commit_hash", commit, "env_name",
		json_sprintf("mnbench-%s", result->plan), "date",
		started_ms(result), "params", machine_json(result, name),
		"python", "", "requirements", "env_vars", "durations",
		"result_columns", "result", "params", "version", "results",
		results);
}
