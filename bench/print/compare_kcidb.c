// SPDX-License-Identifier: GPL-2.0-only
/*
 * A comparison as a report for KCIDB. All ids begin with the origin; what
 * follows makes them differ between kernels, and between runs.
 */
#include "print/compare_kcidb.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "print/compare_label.h"
#include "print/compare_outcome.h"

/* What the parts of a report have in common. */
struct kcidb {
	const struct comparison *c;
	const struct result *run; /* NEW */
	const char *origin;
	const char *config, *started, *machine;
	char build[512], run_id[1024];
};

/* The status words of the schema. */
static const char *const statuses[] = {
	[OUTCOME_PASS] = "PASS",
	[OUTCOME_FAIL] = "FAIL",
	[OUTCOME_ERROR] = "ERROR",
	[OUTCOME_SKIP] = "SKIP",
};

static const char *text_at(const struct result *run, const char *a,
			   const char *b, const char *c)
{
	const json_t *value = json_object_get(run->root, a);

	value = json_object_get(value, b);
	if (c)
		value = json_object_get(value, c);
	return json_string_value(value);
}

/* A name that a result may lack. */
static const char *or_unknown(const char *text)
{
	return text ? text : "unknown";
}

static void begin(struct kcidb *k, const struct comparison *c,
		  const char *origin)
{
	k->c = c;
	k->run = c->fresh->runs[0];
	k->origin = origin;
	k->config = or_unknown(
		text_at(k->run, "environment", "kernel", "config_sha256"));
	k->started = text_at(k->run, "host", "started", NULL);
	k->machine = text_at(k->run, "environment", "kernel", "machine");
	snprintf(k->build, sizeof(k->build), "%s:%s-%.12s", origin,
		 k->run->kernel, k->config);
	snprintf(k->run_id, sizeof(k->run_id), "%s-%s-%s-%s", k->build,
		 k->run->plan, k->run->venue, or_unknown(k->started));
}

/* What a path may have; '.' separates its parts. */
static void path_word(const char *word, char *path, size_t size)
{
	size_t n = strlen(path);

	if (n + 1 < size)
		path[n++] = '.';
	for (; *word && n + 1 < size; word++)
		path[n++] = isalnum((unsigned char)*word) || *word == '-'
				    ? *word
				    : '_';
	path[n] = '\0';
}

static json_t *environment_json(const struct kcidb *k)
{
	const json_t *environment =
		json_object_get(k->run->root, "environment");

	return json_pack("{s:s, s:{s:s, s:O?, s:O?}}", "comment", k->run->venue,
			 "misc", "venue", k->run->venue, "machine",
			 json_object_get(environment, "machine"), "build",
			 json_object_get(environment, "build"));
}

/* The optional members of a test: none may be null. */
static void add_measured(const struct kcidb *k, const struct result_cell *cell,
			 json_t *test)
{
	double p50 = cell && !cell->failed ? cell->stats.p50 : NAN;

	if (isfinite(p50))
		json_object_set_new(test, "number",
				    json_pack("{s:f, s:s}", "value", p50,
					      "unit", k->run->unit));
	if (k->started)
		json_object_set_new(test, "start_time",
				    json_string(k->started));
}

static json_t *test_json(const struct kcidb *k,
			 const struct compared_cell *cell, size_t index)
{
	const struct cell_pair *pair = &cell->pair;
	const struct result_cell *any = pair->fresh ? pair->fresh : pair->base;
	char label[COMPARE_LABEL_MAX], text[OUTCOME_TEXT_MAX],
		path[256] = "mnbench";
	enum outcome outcome = compare_outcome(k->c, cell, text, sizeof(text));
	json_t *test;

	compare_label(k->c, pair, label, sizeof(label));
	path_word(k->run->plan, path, sizeof(path));
	path_word(any->cell.workload, path, sizeof(path));
	path_word(any->cell.mode, path, sizeof(path));
	test = json_pack(
		"{s:s, s:o, s:s, s:s, s:s, s:s, s:o, s:{s:s, s:s, s:s, s:O?}}",
		"build_id", k->build, "id",
		json_sprintf("%s-%zu", k->run_id, index), "origin", k->origin,
		"path", path, "status", statuses[outcome], "comment", label,
		"environment", environment_json(k), "misc", "outcome", text,
		"base", k->c->base->runs[0]->path, "base_kernel",
		k->c->base->runs[0]->kernel, "cell",
		json_object_get(any->keys, "cell"));
	add_measured(k, pair->fresh, test);
	return test;
}

/* One test that stands for all cells, none of which was judged. */
static json_t *no_test_json(const struct kcidb *k, const char *why)
{
	char path[256] = "mnbench";

	path_word(k->run->plan, path, sizeof(path));
	return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:o}", "build_id",
			 k->build, "id", k->run_id, "origin", k->origin, "path",
			 path, "status", "ERROR", "comment", why, "environment",
			 environment_json(k));
}

static json_t *build_json(const struct kcidb *k)
{
	json_t *build =
		json_pack("{s:s, s:s, s:s, s:s, s:s, s:{s:s, s:s}}",
			  "checkout_id", k->build, "id", k->build, "origin",
			  k->origin, "comment", k->run->kernel, "status",
			  "PASS", "misc", "config_sha256", k->config, "version",
			  or_unknown(text_at(k->run, "environment", "kernel",
					     "version")));

	if (k->machine)
		json_object_set_new(build, "architecture",
				    json_string(k->machine));
	return build;
}

json_t *compare_kcidb(const struct comparison *c, const char *origin)
{
	const char *none = compare_no_outcome(c);
	json_t *tests = json_array();
	struct kcidb k;

	begin(&k, c, origin);
	if (none)
		json_array_append_new(tests, no_test_json(&k, none));
	for (size_t i = 0; !none && i < c->count; i++)
		json_array_append_new(tests, test_json(&k, &c->cells[i], i));
	return json_pack("{s:{s:i, s:i}, s:[{s:s, s:s, s:{s:s}}], s:[o], s:o}",
			 "version", "major", KCIDB_MAJOR, "minor", KCIDB_MINOR,
			 "checkouts", "id", k.build, "origin", origin, "misc",
			 "release", k.run->kernel, "builds", build_json(&k),
			 "tests", tests);
}
