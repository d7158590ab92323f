// SPDX-License-Identifier: GPL-2.0-only
/*
 * Statistics of a cell over the operations of all its samples. Percentiles are
 * order statistics, never interpolated: in icount, each is a latency that an
 * operation had.
 */
#include "result/cell_stats.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "common/timed.h"
#include "result/sample_values.h"
#include "stats/percentile.h"

static int fill_latencies(const json_t *samples, struct cell_stats *stats)
{
	size_t count;
	double *values = samples_sorted(samples, "ns", &count);

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

static void fill_rates(const json_t *samples, struct cell_stats *stats)
{
	double ops = (double)stats->ops;

	stats->callbacks_per_op = samples_sum_callbacks(samples) / ops;
	stats->spurious_per_op = samples_sum_counter(samples, "spurious") / ops;
	stats->invalidations_per_op =
		samples_sum_counter(samples, "invalidations") / ops;
	stats->faults_per_op = samples_sum_counter(samples, "faults") / ops;
	stats->collisions_per_op =
		samples_sum_counter(samples, "collisions") / ops;
	stats->gave_up_per_op = samples_sum_counter(samples, "gave_up") / ops;
	stats->nonblock_per_op = samples_sum_counter(samples, "nonblock") / ops;
	if (samples_have_counter(samples, "failed"))
		stats->failed_per_op =
			samples_sum_counter(samples, "failed") / ops;
	if (samples_have_counter(samples, "stopped_ns"))
		stats->stopped_per_op =
			samples_sum_counter(samples, "stopped_ns") / ops;
}

/* Medians over the samples of what each operation took. */
static void fill_perf(const json_t *samples, struct cell_stats *stats,
		      double *buffer)
{
	for (size_t i = 0; i < PERF_COUNTER_COUNT; i++)
		stats->perf[i] = samples_median_per_op(
			samples, perf_counters[i].name, buffer);
}

static int fill_medians(const struct cell *cell, const json_t *samples,
			struct cell_stats *stats)
{
	double *values = calloc(json_array_size(samples), sizeof(*values));

	if (!values)
		return -1;
	stats->attach = samples_median(samples, "attach_ns", values);
	stats->first_map = samples_median(samples, "first_map_ns", values);
	stats->fill = samples_median(samples, "fill_ns", values);
	stats->detach = samples_median(samples, "detach_ns", values);
	stats->chunks_now = samples_median(samples, "chunks_now", values);
	stats->chunks_peak = samples_median(samples, "chunks_peak", values);
	stats->bytes = samples_median(samples, "bytes", values);
	fill_perf(samples, stats, values);
	free(values);
	/* An interval over the whole address space is not a chunk. */
	if (stats->chunks_now > (cell->chunk_size ? 0 : 1)) {
		stats->bytes_per_chunk = stats->bytes / stats->chunks_now;
		stats->p50_per_chunk = stats->p50 / stats->chunks_now;
	}
	return 0;
}

static int fill_faults(const json_t *samples, double pages,
		       struct cell_stats *stats)
{
	size_t count;
	double *values = samples_sorted(samples, "again_ns", &count);

	if (!values)
		return -1;
	stats->again = stats_percentile(values, count, 0.50);
	stats->per_page = stats->p50 / pages;
	stats->map_per_page = (stats->p50 - stats->again) / pages;
	free(values);
	return 0;
}

static int fill_part(const json_t *samples, const char *key, double *p50)
{
	size_t count;
	double *values = samples_sorted(samples, key, &count);

	if (!values)
		return -1;
	*p50 = stats_percentile(values, count, 0.50);
	free(values);
	return 0;
}

static int fill_parts(const json_t *samples, struct cell_stats *stats)
{
	if (fill_part(samples, "operation_ns", &stats->operation))
		return -1;
	return fill_part(samples, "refault_ns", &stats->refault);
}

static const struct cell_stats no_stats = {
	.min = NAN,
	.p50 = NAN,
	.mean = NAN,
	.p99 = NAN,
	.max = NAN,
	.over_none = NAN,
	.over_none_pct = NAN,
	.over_none_per_page = NAN,
	.callbacks_per_op = NAN,
	.spurious_per_op = NAN,
	.invalidations_per_op = NAN,
	.faults_per_op = NAN,
	.collisions_per_op = NAN,
	.gave_up_per_op = NAN,
	.nonblock_per_op = NAN,
	.failed_per_op = NAN,
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
	.operation = NAN,
	.refault = NAN,
	.stopped_per_op = NAN,
	.time = NAN,
	.time_low = NAN,
	.time_high = NAN,
	.cost = NAN,
	.cost_low = NAN,
	.cost_high = NAN,
};

int stats_of_cell(const struct cell *cell, const json_t *samples,
		  struct cell_stats *stats)
{
	*stats = no_stats;
	for (size_t i = 0; i < PERF_COUNTER_COUNT; i++)
		stats->perf[i] = NAN;
	stats->ops = samples_count(samples, "ns");
	stats->runs = (double)cell->region_size / (double)cell->region_stride;
	if (stats->ops == 0)
		return 0;
	fill_rates(samples, stats);
	if (fill_latencies(samples, stats) ||
	    fill_medians(cell, samples, stats))
		return -1;
	if (timed_at(cell->timed)->has_two_times)
		return fill_parts(samples, stats);
	if (timed_at(cell->timed)->repeats)
		return fill_faults(samples, (double)cell->pages, stats);
	return 0;
}

void stats_against(const struct cell *cell, struct cell_stats *stats,
		   const struct cell_stats *baseline)
{
	stats->over_none = stats->p50 - baseline->p50;
	stats->over_none_pct = baseline->p50 > 0
				       ? 100 * stats->over_none / baseline->p50
				       : NAN;
	stats->over_none_per_page =
		cell_acts_on_pages(cell)
			? stats->over_none / (double)cell->pages
			: NAN;
}
