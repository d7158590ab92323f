// SPDX-License-Identifier: GPL-2.0-only
/* The notes under the tables of a result. */
#include "print/result_notes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "judge/aa_test.h"
#include "plan/venue.h"
#include "print/perf_table.h"
#include "print/text.h"
#include "print/timed_tables.h"
#include "print/timed_text.h"
#include "print/turns.h"

#define FAILED_PRINTED_MAX 20

static void range_of_ops(const struct result *result, size_t *min, size_t *max)
{
	*min = *max = result->cells[0].stats.ops;
	for (size_t i = 1; i < result->count; i++) {
		size_t ops = result->cells[i].stats.ops;

		*min = ops < *min ? ops : *min;
		*max = ops > *max ? ops : *max;
	}
}

static void print_failures(const struct result *result, FILE *to)
{
	char text[256];
	size_t failures = 0;

	for (size_t i = 0; i < result->count; i++) {
		const struct result_cell *cell = &result->cells[i];

		if (!cell->failed || ++failures > FAILED_PRINTED_MAX)
			continue;
		cell_describe(&cell->cell, text, sizeof(text));
		print_text(to, "failed: %s: %s\n", text, cell->failed);
	}
	if (failures > FAILED_PRINTED_MAX)
		fprintf(to, "failed: %zu more cells; --csv has them all\n",
			failures - FAILED_PRINTED_MAX);
}

static bool is_first_of_workload(const struct result *result, size_t index)
{
	const char *name = result->cells[index].cell.workload;

	for (size_t i = 0; i < index; i++)
		if (strcmp(result->cells[i].cell.workload, name) == 0)
			return false;
	return true;
}

/* Say which counters the oracle did not check. */
static void print_measured(const struct result *result, FILE *to)
{
	for (size_t i = 0; i < result->count; i++) {
		const struct cell *cell = &result->cells[i].cell;

		if (cell_is_measured(cell) && is_first_of_workload(result, i))
			print_text(to,
				   "%s: what it calls depends on a library, so "
				   "its callbacks are counted, and not "
				   "predicted.\n",
				   cell->workload);
	}
}

static void print_log(const struct result *result, FILE *to)
{
	const json_t *batches = json_object_get(result->root, "batches");
	json_t *batch, *line;
	size_t i, k;

	json_array_foreach(batches, i, batch)
		json_array_foreach(json_object_get(batch, "log"), k, line)
			print_text(to, "kernel log of batch %zu: %s\n", i + 1,
				   json_string_value(line));
}

static bool has_preset(const struct view *view, const struct preset *preset)
{
	for (size_t i = 0; i < view->count; i++)
		if (view->cells[i].cell->preset == preset)
			return true;
	return false;
}

/* Explain the presets that columns are named after. */
static void print_presets(const struct view *view, FILE *to)
{
	const struct preset *preset;

	for (size_t i = 0; (preset = preset_at(i)); i++)
		if (has_preset(view, preset))
			print_text(to,
				   "%s: preset, %s (mnbench list presets "
				   "%s).\n",
				   preset->name, preset->summary, preset->name);
}

static void print_exact_notes(FILE *to)
{
	print_text(to, "none: median latency of an operation. Other modes: "
		       "what they add to it, then callbacks/spurious "
		       "callbacks/invalidations per operation.\n");
}

static void print_timed_notes(const struct result *result,
			      const struct cell_interval *intervals, FILE *to)
{
	size_t least = SIZE_MAX;

	for (size_t i = 0; i < result->count; i++)
		if (intervals[i].processes && intervals[i].processes < least)
			least = intervals[i].processes;
	print_text(to,
		   "none: time of an operation, the mean of the medians of "
		   "the processes. Other modes: what they add to it, in "
		   "%s and in percent, then callbacks/spurious "
		   "callbacks/invalidations per operation.\n",
		   result->unit);
	print_text(to, "+-: half of the interval that holds the true value "
		       "with 95 %% confidence.\n");
	if (least == 1)
		print_text(to, "~: of one process, so no interval is known.\n");
}

static void print_headline_notes(const struct view *view,
				 const struct cell_interval *intervals,
				 FILE *to)
{
	bool lonely = false;

	if (intervals)
		print_timed_notes(view->result, intervals, to);
	else
		print_exact_notes(to);
	for (size_t i = 0; i < view->count; i++)
		lonely =
			lonely || (!view->cells[i].cell->failed &&
				   isnan(view->cells[i].cell->stats.over_none));
	if (lonely)
		fputs("=: the median itself, because there is no valid `none` "
		      "to compare it with.\n",
		      to);
	print_presets(view, to);
}

/* What the tables of faults beside a busy application leave out. */
static void print_race_notes(const struct result *result, FILE *to)
{
	bool race = false, gave_up = false;

	for (size_t i = 0; i < result->count; i++) {
		const struct result_cell *cell = &result->cells[i];

		race = race || timed_is_race(cell);
		gave_up = gave_up || cell->stats.gave_up_per_op > 0;
	}
	if (race)
		print_text(to, "Times beside a busy application depend on when "
			       "its thread ran, so they have two digits.\n");
	if (gave_up)
		print_text(to, ">: the device gave up after this time.\n");
}

static void print_turns(const struct result *result, FILE *to)
{
	char *sentence = turns_in(result) ? turns_sentence(result) : NULL;

	if (sentence)
		print_text(to, "%s\n", sentence);
	free(sentence);
}

/* Whether the second arms of the baselines, which measured the same, agree. */
static void print_aa_test(const struct result *result, FILE *to)
{
	double p = aa_test_run(result);

	if (p < 0)
		return;
	if (p < AA_TEST_LEVEL)
		print_text(to,
			   "VOID: the A/A test failed (p = %.2g): both arms "
			   "measured the same and differ. Run it again.\n",
			   p);
	else
		print_text(to,
			   "A/A test passed (p = %.2g): arm=b measured the "
			   "baseline again and does not differ.\n",
			   p);
}

static void print_notes(const struct result *result, FILE *to)
{
	const struct venue *venue = venue_find(result->venue);
	size_t min, max;

	range_of_ops(result, &min, &max);
	print_text(to, "Unit: %s%s%s.\n", result->unit, venue ? ", " : "",
		   venue ? venue->unit_summary : "");
	print_text(to, "Plan %s, kernel %s, venue %s; ", result->plan,
		   result->kernel, result->venue);
	if (min == max)
		fprintf(to, "%zu operations per cell.\n", max);
	else
		fprintf(to, "%zu to %zu operations per cell.\n", min, max);
	if (venue && venue->timed)
		print_aa_test(result, to);
	print_measured(result, to);
	print_failures(result, to);
	print_log(result, to);
}

void result_notes(const struct result *result, const struct view *views,
		  size_t count, const struct cell_interval *intervals,
		  int width, FILE *to)
{
	if (views[TIMED_OPERATION].count)
		print_headline_notes(&views[TIMED_OPERATION], intervals, to);
	timed_tables_notes(views, count, width, to);
	print_race_notes(result, to);
	print_turns(result, to);
	perf_table_notes(result, to);
	print_notes(result, to);
}
