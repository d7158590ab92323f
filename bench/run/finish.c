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

/* Report cells that failed. Returns how many there are. */
static size_t report_cells(const struct plan *plan, const json_t *cells)
{
	size_t failures = 0, i;
	const json_t *cell;
	char text[256];

	json_array_foreach(cells, i, cell) {
		const char *failed =
			json_string_value(json_object_get(cell, "failed"));

		if (!failed || ++failures > FAILED_CELLS_SHOWN)
			continue;
		cell_describe(&plan->cells[i], text, sizeof(text));
		say("failed: %s: %s", text, failed);
	}
	if (failures > FAILED_CELLS_SHOWN)
		say("failed: %zu more cells; mnbench show --csv lists them",
		    failures - FAILED_CELLS_SHOWN);
	return failures;
}

/* Report defects in the kernel log. Returns how many there are. */
static size_t report_logs(const json_t *batches)
{
	const json_t *batch, *line;
	size_t lines = 0, i, k;

	json_array_foreach(batches, i, batch) {
		json_array_foreach(json_object_get(batch, "log"), k, line) {
			say("kernel log of batch %zu: %s", i + 1,
			    json_string_value(line));
			lines++;
		}
	}
	return lines;
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

int finish_result(const struct collection *collection,
		  const struct output_paths *paths, time_t started,
		  double wall_s, struct error *error)
{
	json_t *root = collection_result(collection, started, wall_s, error);
	size_t failures;

	if (!root || store_result(paths->result, root, error)) {
		json_decref(root);
		return STATUS_BAD;
	}
	unlink(paths->partial);
	failures =
		report_cells(collection->plan, json_object_get(root, "cells"));
	failures += report_logs(json_object_get(root, "batches"));
	json_decref(root);
	report_boots(collection);
	say_note("stored: %s", paths->result);
	return failures ? STATUS_FAILED
			: check_arms(collection, paths->result, error);
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
