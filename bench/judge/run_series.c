// SPDX-License-Identifier: GPL-2.0-only
/* Reading the series of a run from its samples, in the order of measuring. */
#include "judge/run_series.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "result/cell_decision.h"
#include "stats/percentile.h"
#include "stats/resolution.h"

/* The place of each process of a run in the order of all batches. */
struct order {
	size_t *place; /* by sample id */
	size_t count;
};

/*
 * More than the largest id. Where cells have left, ids are those of all samples
 * that were planned.
 */
static size_t count_ids(const struct result *run)
{
	const json_t *batches = json_object_get(run->root, "batches");
	json_t *batch;
	size_t count = 0, i;

	if (result_looks(run))
		return run->count * result_samples_max(run);
	json_array_foreach(batches, i, batch)
		count += json_array_size(json_object_get(batch, "order"));
	return count;
}

static int order_of(const struct result *run, struct order *order)
{
	const json_t *batches = json_object_get(run->root, "batches");
	json_t *batch, *id;
	size_t i, k, place = 0;

	order->count = count_ids(run);
	order->place = calloc(order->count + 1, sizeof(*order->place));
	if (!order->place)
		return -1;
	json_array_foreach(batches, i, batch)
		json_array_foreach(json_object_get(batch, "order"), k, id) {
			size_t n = (size_t)json_integer_value(id);

			if (n < order->count)
				order->place[n] = place;
			place++;
		}
	return 0;
}

/* The logarithm of a process' median operation; NAN if that took no time. */
static double process_value(const json_t *sample)
{
	const json_t *ns = json_object_get(sample, "ns");
	size_t count = json_array_size(ns);
	double *values = calloc(count + 1, sizeof(*values)), median = NAN;

	for (size_t i = 0; values && i < count; i++)
		values[i] = json_number_value(json_array_get(ns, i));
	if (values && count) {
		gsl_sort(values, 1, count);
		median = stats_percentile(values, count, 0.5);
	}
	free(values);
	return median > 0 ? log(median) : NAN;
}

static int fill_cell(struct series *s, struct cell_note *note,
		     const json_t *samples, const struct order *order)
{
	size_t count = json_array_size(samples);

	s->value = calloc(count + 1, sizeof(*s->value));
	s->when = calloc(count + 1, sizeof(*s->when));
	if (!s->value || !s->when)
		return -1;
	for (size_t i = 0; i < count; i++) {
		const json_t *sample = json_array_get(samples, i);
		size_t id = (size_t)json_integer_value(
			json_object_get(sample, "id"));
		double value = process_value(sample);

		if (isnan(value)) {
			note->zero = true;
			continue;
		}
		s->value[s->count] = value;
		s->when[s->count++] = id < order->count ? order->place[id] : 0;
	}
	return 0;
}

/* Close gaps between places: a series need not have all cells of the run. */
static int close_gaps(struct run_series *run)
{
	size_t count = 0, n = 0, *when, *ranked;

	for (size_t i = 0; i < run->cells; i++)
		count += run->cell[i].count;
	when = calloc(2 * count + 1, sizeof(*when));
	if (!when)
		return -1;
	ranked = when + count;
	for (size_t i = 0; i < run->cells; i++)
		for (size_t k = 0; k < run->cell[i].count; k++)
			when[n++] = run->cell[i].when[k];
	gsl_sort_ulong_index(ranked, when, 1, count);
	for (size_t rank = 0; rank < count; rank++)
		when[ranked[rank]] = rank;
	n = 0;
	for (size_t i = 0; i < run->cells; i++)
		for (size_t k = 0; k < run->cell[i].count; k++)
			run->cell[i].when[k] = when[n++];
	free(when);
	return 0;
}

int run_series_new(struct run_series *s, size_t cells)
{
	*s = (struct run_series){
		.cell = calloc(cells + 1, sizeof(*s->cell)),
		.note = calloc(cells + 1, sizeof(*s->note)),
	};
	if (!s->cell || !s->note)
		return -1;
	s->cells = cells;
	return 0;
}

/* Note what the values of a cell are before they are corrected. */
static int note_values(const struct series *s, struct cell_note *note)
{
	double *copy;
	struct centre centre;

	if (!s->count)
		return 0;
	copy = calloc(s->count, sizeof(*copy));
	if (!copy)
		return -1;
	memcpy(copy, s->value, s->count * sizeof(*copy));
	centre = centre_of(copy, s->count);
	note->spread = centre.variance * (double)s->count;
	memcpy(copy, s->value, s->count * sizeof(*copy));
	note->step = resolution_of(copy, s->count);
	free(copy);
	return 0;
}

/*
 * A cell whose processes all took the same time shows no step of its own. It
 * has at least that of the clock: the finest that any cell shows.
 */
static void add_steps(struct run_series *s)
{
	double finest = 0; /* as a time */

	for (size_t i = 0; i < s->cells; i++)
		if (s->note[i].step > 0) {
			double step =
				s->note[i].step * exp(s->cell[i].value[0]);

			finest = finest > 0 ? fmin(finest, step) : step;
		}
	for (size_t i = 0; i < s->cells; i++)
		if (s->cell[i].count && !(s->note[i].step > 0))
			s->note[i].step = finest / exp(s->cell[i].value[0]);
}

/* All cells of a run, in its order. */
static int make_all(struct run_series *s, const struct result *run)
{
	struct order order;
	int ret = order_of(run, &order);

	if (run_series_new(s, run->count))
		ret = -1;
	for (size_t i = 0; !ret && i < run->count; i++)
		if (!run->cells[i].failed)
			ret = fill_cell(&s->cell[i], &s->note[i],
					run->cells[i].samples, &order);
	free(order.place);
	for (size_t i = 0; !ret && i < run->count; i++)
		ret = note_values(&s->cell[i], &s->note[i]);
	if (ret || close_gaps(s))
		return -1;
	add_steps(s);
	return clock_correct(s->cell, s->cells, &s->clock);
}

int run_series_append(struct series *to, const struct series *from,
		      double level)
{
	size_t room = to->count + from->count + 1;
	double *value = realloc(to->value, room * sizeof(*value));
	size_t *when;

	if (!value)
		return -1;
	to->value = value;
	when = realloc(to->when, room * sizeof(*when));
	if (!when)
		return -1;
	to->when = when;
	for (size_t i = 0; i < from->count; i++) {
		to->value[to->count] = from->value[i] - level;
		to->when[to->count++] = from->when[i];
	}
	return 0;
}

int run_series_make(struct run_series *s, const struct result *run,
		    const struct result_cell *const *cells, size_t count)
{
	struct run_series all = {0};
	int ret = make_all(&all, run);

	if (run_series_new(s, count))
		ret = -1;
	s->boot = json_string_value(
		json_object_get(json_object_get(run->root, "host"), "boot_id"));
	s->clock = all.clock;
	for (size_t i = 0; !ret && i < count; i++) {
		size_t at = cells[i] ? (size_t)(cells[i] - run->cells) : 0;

		if (!cells[i])
			continue;
		s->note[i] = all.note[at];
		ret = run_series_append(&s->cell[i], &all.cell[at], 0);
	}
	run_series_free(&all);
	return ret;
}

const struct result_cell *run_cell_find(const struct result *run,
					const struct cell *cell)
{
	for (size_t i = 0; i < run->count; i++)
		if (cell_equal(&run->cells[i].cell, cell) &&
		    !run->cells[i].failed)
			return &run->cells[i];
	return NULL;
}

void run_series_free(struct run_series *run)
{
	for (size_t i = 0; run->cell && i < run->cells; i++) {
		free(run->cell[i].value);
		free(run->cell[i].when);
	}
	free(run->cell);
	free(run->note);
}

static int fill_runs(struct run_series *runs, const struct side *side,
		     const struct cell *const *cells, size_t count)
{
	const struct result_cell **found = calloc(count + 1, sizeof(*found));
	int ret = found ? 0 : -1;

	for (size_t r = 0; !ret && r < side->count; r++) {
		for (size_t i = 0; i < count; i++)
			found[i] = run_cell_find(side->runs[r], cells[i]);
		ret = run_series_make(&runs[r], side->runs[r], found, count);
	}
	free(found);
	return ret;
}

struct run_series *side_series_make(const struct side *side,
				    const struct cell *const *cells,
				    size_t count)
{
	struct run_series *runs = calloc(side->count + 1, sizeof(*runs));

	if (runs && fill_runs(runs, side, cells, count)) {
		side_series_free(runs, side);
		return NULL;
	}
	return runs;
}

void side_series_free(struct run_series *runs, const struct side *side)
{
	for (size_t i = 0; runs && i < side->count; i++)
		run_series_free(&runs[i]);
	free(runs);
}
