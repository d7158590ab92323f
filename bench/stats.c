/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Statistics of a cell. The operations of all samples are taken together; the
 * percentiles are order statistics, never interpolated, so that in icount they
 * are latencies that an operation really had.
 */
#include "stats.h"

#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

double stats_percentile(const double *sorted, size_t count, double fraction)
{
	double rank = ceil(fraction * (double)count);

	if (count == 0)
		return NAN;
	return sorted[rank < 1 ? 0 : (size_t)rank - 1];
}

static double number(const json_t *object, const char *key)
{
	return json_number_value(json_object_get(object, key));
}

static size_t count_operations(const json_t *samples)
{
	size_t count = 0, i;
	json_t *sample;

	json_array_foreach(samples, i, sample)
		count += json_array_size(json_object_get(sample, "ns"));
	return count;
}

double *stats_latencies(const json_t *samples, size_t *count)
{
	size_t ops = count_operations(samples), i, k;
	double *values = calloc(ops + 1, sizeof(*values));
	json_t *sample, *ns;

	*count = 0;
	if (!values)
		return NULL;
	json_array_foreach(samples, i, sample)
		json_array_foreach(json_object_get(sample, "ns"), k, ns)
			values[(*count)++] = json_number_value(ns);
	gsl_sort(values, 1, *count);
	return values;
}

static void latencies(const double *values, size_t count,
		      struct cell_stats *stats)
{
	stats->min = values[0];
	stats->p50 = stats_percentile(values, count, 0.50);
	stats->mean = gsl_stats_mean(values, 1, count);
	stats->p99 = stats_percentile(values, count, 0.99);
	stats->max = values[count - 1];
}

/* Median over the samples of a field of each. */
static double median(const json_t *samples, const char *key, double *values)
{
	size_t count = json_array_size(samples);

	for (size_t i = 0; i < count; i++)
		values[i] = number(json_array_get(samples, i), key);
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

static void rates(const json_t *samples, struct cell_stats *stats)
{
	double callbacks = 0, spurious = 0, invalidations = 0;
	json_t *sample;
	size_t i;

	json_array_foreach(samples, i, sample) {
		const json_t *counters = json_object_get(sample, "counters");

		callbacks += sum_callbacks(counters);
		spurious += number(counters, "spurious");
		invalidations += number(counters, "invalidations");
	}
	stats->callbacks_per_op = callbacks / (double)stats->ops;
	stats->spurious_per_op = spurious / (double)stats->ops;
	stats->invalidations_per_op = invalidations / (double)stats->ops;
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
	.attach = NAN,
	.fill = NAN,
	.detach = NAN,
	.chunks_peak = NAN,
	.bytes = NAN,
};

int stats_of_samples(const json_t *samples, struct cell_stats *stats)
{
	size_t ops;
	double *values = stats_latencies(samples, &ops);

	*stats = no_stats;
	stats->ops = ops;
	if (values && ops)
		latencies(values, ops, stats);
	free(values);
	if (!values || !ops)
		return values ? 0 : -1;
	rates(samples, stats);
	values = calloc(json_array_size(samples) + 1, sizeof(*values));
	if (!values)
		return -1;
	stats->attach = median(samples, "attach_ns", values);
	stats->fill = median(samples, "fill_ns", values);
	stats->detach = median(samples, "detach_ns", values);
	stats->chunks_peak = median(samples, "chunks_peak", values);
	stats->bytes = median(samples, "bytes", values);
	free(values);
	return 0;
}

void stats_against(struct cell_stats *stats, const struct cell_stats *baseline)
{
	stats->over_none = stats->p50 - baseline->p50;
	stats->over_none_pct = baseline->p50 > 0
				       ? 100 * stats->over_none / baseline->p50
				       : NAN;
}
