// SPDX-License-Identifier: GPL-2.0-only
/* Reading the series of a run from its samples, in the order of measuring. */
#include "judge/run_series.h"

#include <gsl/gsl_sort.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "stats/percentile.h"

/* The place of each process of a run in the order of all batches. */
struct order {
	size_t *place; /* by sample id */
	size_t count;
};

static int order_of(const struct result *run, struct order *order)
{
	const json_t *batches = json_object_get(run->root, "batches");
	json_t *batch, *id;
	size_t i, k, place = 0;

	order->count = 0;
	json_array_foreach(batches, i, batch)
		order->count +=
			json_array_size(json_object_get(batch, "order"));
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

/* The logarithm of a process' median operation. */
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
	return log(median > 0 ? median : 1);
}

static int fill_cell(struct series *s, const json_t *samples,
		     const struct order *order)
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

		s->value[i] = process_value(sample);
		s->when[i] = id < order->count ? order->place[id] : 0;
		s->count++;
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

int run_series_make(struct run_series *s, const struct result *run,
		    const struct result_cell *const *cells, size_t count)
{
	struct order order;
	int ret = order_of(run, &order);

	s->boot = json_string_value(
		json_object_get(json_object_get(run->root, "host"), "boot_id"));
	s->cell = calloc(count + 1, sizeof(*s->cell));
	if (!s->cell)
		ret = -1;
	for (size_t i = 0; !ret && i < count; i++) {
		s->cells++;
		if (cells[i])
			ret = fill_cell(&s->cell[i], cells[i]->samples, &order);
	}
	free(order.place);
	return ret ? -1 : close_gaps(s);
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
	for (size_t i = 0; i < run->cells; i++) {
		free(run->cell[i].value);
		free(run->cell[i].when);
	}
	free(run->cell);
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
