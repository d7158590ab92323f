// SPDX-License-Identifier: GPL-2.0-only
/* Storing what a run measured, and reporting what is wrong with it. */
#include "run/finish.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "judge/aa_test.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "result/result.h"
#include "result/store.h"

#define FAILED_CELLS_SHOWN 10

/*
 * Report the @number-th cell that failed, for @reason. Further ones are only
 * counted.
 */
static void report_cell(const struct plan *plan, size_t cell, size_t number,
			const char *reason)
{
	char text[256];

	if (number > FAILED_CELLS_SHOWN)
		return;
	cell_describe(&plan->cells[cell], text, sizeof(text));
	say("failed: %s: %s", text, reason);
}

static void report_more_cells(size_t failures)
{
	if (failures > FAILED_CELLS_SHOWN)
		say("failed: %zu more cells; mnbench show --csv lists them",
		    failures - FAILED_CELLS_SHOWN);
}

/* Report cells that failed. Returns how many there are. */
static size_t report_cells(const struct plan *plan, const json_t *cells)
{
	size_t failures = 0, i;
	const json_t *cell;

	json_array_foreach(cells, i, cell) {
		const char *failed =
			json_string_value(json_object_get(cell, "failed"));

		if (failed)
			report_cell(plan, i, ++failures, failed);
	}
	report_more_cells(failures);
	return failures;
}

/* Report defects in the kernel log of a batch. Returns how many there are. */
static size_t report_log(size_t number, const json_t *batch)
{
	const json_t *line, *log = json_object_get(batch, "log");
	size_t i;

	json_array_foreach(log, i, line)
		say("kernel log of batch %zu: %s", number,
		    json_string_value(line));
	return json_array_size(log);
}

static size_t report_logs(const json_t *batches)
{
	const json_t *batch;
	size_t lines = 0, i;

	json_array_foreach(batches, i, batch)
		lines += report_log(i + 1, batch);
	return lines;
}

/* Report both of what has spilled. */
static size_t report_spill(const struct collection *c)
{
	const struct spill *spill = c->spill;
	size_t failures = 0, lines = 0;

	for (size_t i = 0; i < c->plan->count; i++) {
		json_t *cell;

		if (!spill->failed[i] || ++failures > FAILED_CELLS_SHOWN)
			continue;
		cell = spool_load(spill->cells, i);
		report_cell(c->plan, i, failures,
			    json_string_value(json_object_get(cell, "failed")));
		json_decref(cell);
	}
	report_more_cells(failures);
	for (size_t i = 0; i < c->batches->count; i++) {
		json_t *batch =
			spill->logged[i] ? spool_load(spill->batches, i) : NULL;

		lines += report_log(i + 1, batch);
		json_decref(batch);
	}
	return failures + lines;
}

/* Report boots that would not have been needed if all had been alike. */
static void report_boots(const struct collection *c)
{
	for (size_t i = 0; i < c->batches->count; i++) {
		const struct effort *effort = &c->efforts[i];

		if (effort->differed)
			say("batch %zu: %zu of %zu boots differed; the result "
			    "holds the output of the others",
			    i + 1, effort->differed, effort->boots);
	}
}

/* A timed run is void if its two measurements of each baseline differ. */
static int check_arms(const struct collection *c, const char *path,
		      struct error *error)
{
	struct result *result;
	double p;

	if (!c->venue->timed)
		return STATUS_OK;
	result = result_load(path, error);
	if (!result)
		return STATUS_BAD;
	p = aa_test_run(result);
	result_free(result);
	if (p < 0 || p >= AA_TEST_LEVEL)
		return STATUS_OK;
	say("this run is void: its A/A arms, which measured the same, differ "
	    "(p = %.2g); run it again on a machine that does nothing else",
	    p);
	return STATUS_FAILED;
}

/*
 * Store a collection at @path and report what is wrong with its cells and
 * kernels, whose number becomes @failures. Returns 0, or -1 with a message.
 */
static int store(const struct collection *c, const char *path, time_t started,
		 double wall_s, size_t *failures, struct error *error)
{
	json_t *root;

	if (c->spill) {
		if (collection_store(c, path, started, wall_s, error))
			return -1;
		*failures = report_spill(c);
		return 0;
	}
	root = collection_result(c, started, wall_s, error);
	if (!root || store_result(path, root, error)) {
		json_decref(root);
		return -1;
	}
	*failures = report_cells(c->plan, json_object_get(root, "cells"));
	*failures += report_logs(json_object_get(root, "batches"));
	json_decref(root);
	return 0;
}

/* Report what else there is to say of the result at @path. */
static int report(const struct collection *c, const char *path, size_t failures,
		  struct error *error)
{
	report_boots(c);
	say_note("stored: %s", path);
	return failures ? STATUS_FAILED : check_arms(c, path, error);
}

int finish_result(const struct collection *collection,
		  const struct output_paths *paths, time_t started,
		  double wall_s, struct error *error)
{
	size_t failures;

	if (store(collection, paths->result, started, wall_s, &failures, error))
		return STATUS_BAD;
	unlink(paths->partial);
	return report(collection, paths->result, failures, error);
}

int finish_merged(const struct collection *collection, const char *path,
		  double wall_s, struct error *error)
{
	size_t failures;

	if (store(collection, path, time(NULL), wall_s, &failures, error))
		return STATUS_BAD;
	return report(collection, path, failures, error);
}

int finish_shard(const struct collection *collection,
		 const struct output_paths *paths, const struct shard *shard,
		 struct error *error)
{
	if (rename(paths->partial, paths->result)) {
		error_set(error, "cannot store %s: %s", paths->result,
			  strerror(errno));
		return STATUS_BAD;
	}
	report_boots(collection);
	say_note("stored: %s, part %zu of %zu; 'mnbench merge' makes one "
		 "result of all parts",
		 paths->result, shard->index, shard->count);
	return STATUS_OK;
}
