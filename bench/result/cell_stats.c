// SPDX-License-Identifier: GPL-2.0-only
/*
 * Statistics of a cell. The operations of all samples are taken together; the
 * percentiles are order statistics, never interpolated, so that in icount they
 * are latencies that an operation really had.
 */
#include "result/cell_stats.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

static double number(const json_t *object, const char *key)
{
	return json_number_value(json_object_get(object, key));
}

static size_t count_values(const json_t *samples, const char *key)
{
	size_t count = 0, i;
	json_t *sample;

	json_array_foreach(samples, i, sample)
		count += json_array_size(json_object_get(sample, key));
	return count;
}

/* The lists of all samples as one, in ascending order; NULL: out of memory. */
static double *sorted(const json_t *samples, const char *key, size_t *count)
{
	double *values =
		calloc(count_values(samples, key) + 1, sizeof(*values));
	json_t *sample, *value;
	size_t i, k;

	*count = 0;
	if (!values)
		return NULL;
	json_array_foreach(samples, i, sample)
		json_array_foreach(json_object_get(sample, key), k, value)
			values[(*count)++] = json_number_value(value);
	gsl_sort(values, 1, *count);
	return values;
}

double *stats_latencies(const json_t *samples, size_t *count)
{
	return sorted(samples, "ns", count);
}

static int latencies(const json_t *samples, struct cell_stats *stats)
{
	size_t count;
	double *values = sorted(samples, "ns", &count);

	if (!values)
		return -1;
	stats->min = values[0];
	stats->p50 = stats_percentile(values, count, 0.50);
	stats->mean = gsl_stats_mean(values, 1, count);
	stats->p99 = stats_percentile(values, count, 0.99);
	stats->max = values[count - 1];
	free(values);
	return 0;
}

/* Median over the samples of a field; NAN if they are older than it. */
static double median(const json_t *samples, const char *key, double *values)
{
	size_t count = 0, i;
	json_t *sample;

	json_array_foreach(samples, i, sample)
		if (json_object_get(sample, key))
			values[count++] = number(sample, key);
	gsl_sort(values, 1, count);
	return stats_percentile(values, count, 0.50);
}

static double sum_callbacks(const json_t *counters)
{
	json_t *value;
	const char *event;
	double sum = 0;

	json_object_foreach(json_object_get(counters, "callbacks"), event,
			    value)
		sum += json_number_value(value);
	return sum;
}

static double sum_counters(const json_t *samples, const char *name)
{
	double sum = 0;
	json_t *sample;
	size_t i;

	json_array_foreach(samples, i, sample)
		sum += number(json_object_get(sample, "counters"), name);
	return sum;
}

static void rates(const json_t *samples, struct cell_stats *stats)
{
	double ops = (double)stats->ops, callbacks = 0;
	json_t *sample;
	size_t i;

	json_array_foreach(samples, i, sample)
		callbacks += sum_callbacks(json_object_get(sample, "counters"));
	stats->callbacks_per_op = callbacks / ops;
	stats->spurious_per_op = sum_counters(samples, "spurious") / ops;
	stats->invalidations_per_op =
		sum_counters(samples, "invalidations") / ops;
	stats->faults_per_op = sum_counters(samples, "faults") / ops;
	stats->collisions_per_op = sum_counters(samples, "collisions") / ops;
	stats->gave_up_per_op = sum_counters(samples, "gave_up") / ops;
}

static int medians(const struct cell *cell, const json_t *samples,
		   struct cell_stats *stats)
{
	double *values = calloc(json_array_size(samples), sizeof(*values));

	if (!values)
		return -1;
	stats->attach = median(samples, "attach_ns", values);
	stats->first_map = median(samples, "first_map_ns", values);
	stats->fill = median(samples, "fill_ns", values);
	stats->detach = median(samples, "detach_ns", values);
	stats->chunks_now = median(samples, "chunks_now", values);
	stats->chunks_peak = median(samples, "chunks_peak", values);
	stats->bytes = median(samples, "bytes", values);
	free(values);
	/* One interval over everything is no chunk. */
	if (stats->chunks_now > (cell->chunk_size ? 0 : 1)) {
		stats->bytes_per_chunk = stats->bytes / stats->chunks_now;
		stats->p50_per_chunk = stats->p50 / stats->chunks_now;
	}
	return 0;
}

static int of_faults(const json_t *samples, double pages,
		     struct cell_stats *stats)
{
	size_t count;
	double *values = sorted(samples, "again_ns", &count);

	if (!values)
		return -1;
	stats->again = stats_percentile(values, count, 0.50);
	stats->per_page = stats->p50 / pages;
	stats->map_per_page = (stats->p50 - stats->again) / pages;
	free(values);
	return 0;
}

static const struct cell_stats no_stats = {
	.min = NAN,
	.p50 = NAN,
	.mean = NAN,
	.p99 = NAN,
	.max = NAN,
	.over_none = NAN,
	.over_none_pct = NAN,
	.callbacks_per_op = NAN,
	.spurious_per_op = NAN,
	.invalidations_per_op = NAN,
	.faults_per_op = NAN,
	.collisions_per_op = NAN,
	.gave_up_per_op = NAN,
	.attach = NAN,
	.first_map = NAN,
	.fill = NAN,
	.detach = NAN,
	.chunks_now = NAN,
	.chunks_peak = NAN,
	.bytes = NAN,
	.runs = NAN,
	.bytes_per_chunk = NAN,
	.p50_per_chunk = NAN,
	.again = NAN,
	.per_page = NAN,
	.map_per_page = NAN,
};

int stats_of_cell(const struct cell *cell, const json_t *samples,
		  struct cell_stats *stats)
{
	*stats = no_stats;
	stats->ops = count_values(samples, "ns");
	stats->runs = (double)cell->region_size / (double)cell->region_stride;
	if (stats->ops == 0)
		return 0;
	rates(samples, stats);
	if (latencies(samples, stats) || medians(cell, samples, stats))
		return -1;
	if (cell->timed == TIMED_FAULT)
		return of_faults(samples, (double)cell->pages, stats);
	return 0;
}

void stats_against(struct cell_stats *stats, const struct cell_stats *baseline)
{
	stats->over_none = stats->p50 - baseline->p50;
	stats->over_none_pct = baseline->p50 > 0
				       ? 100 * stats->over_none / baseline->p50
				       : NAN;
}
