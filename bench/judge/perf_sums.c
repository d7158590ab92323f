// SPDX-License-Identifier: GPL-2.0-only
/* Reading what the processor counted from the samples of runs. */
#include "judge/perf_sums.h"

#include <gsl/gsl_statistics_double.h>
#include <math.h>
#include <stdlib.h>

#include "judge/run_series.h"

const char *const perf_sum_names[PERF_SUMS] = {
	[PERF_INSTRUCTIONS] = "instructions",
	[PERF_CYCLES] = "cycles",
	[PERF_CACHE_MISSES] = "cache_misses",
	[PERF_DTLB_MISSES] = "dtlb_misses",
	[PERF_IPIS] = "ipis",
	[PERF_CONTEXT_SWITCHES] = "context_switches",
};

/* Add the values of all processes of a cell in one run. */
static size_t add_values(const struct result_cell *cell, const char *name,
			 double *values)
{
	size_t n = 0, i;
	json_t *sample;

	json_array_foreach(cell->samples, i, sample) {
		const json_t *sum =
			json_object_get(json_object_get(sample, "perf"), name);
		size_t ops = json_array_size(json_object_get(sample, "ns"));

		if (json_is_number(sum) && ops)
			values[n++] = json_number_value(sum) / (double)ops;
	}
	return n;
}

static int median_of(const struct side *runs, const struct cell *cell,
		     const char *name, double *median)
{
	const struct result_cell *found;
	size_t room = 0, n = 0;
	double *values;

	*median = NAN;
	for (size_t r = 0; r < runs->count; r++) {
		found = run_cell_find(runs->runs[r], cell);
		room += found ? json_array_size(found->samples) : 0;
	}
	values = calloc(room + 1, sizeof(*values));
	if (!values)
		return -1;
	for (size_t r = 0; r < runs->count; r++) {
		found = run_cell_find(runs->runs[r], cell);
		n += found ? add_values(found, name, values + n) : 0;
	}
	if (n)
		*median = gsl_stats_median(values, 1, n);
	free(values);
	return 0;
}

int perf_sums_make(struct perf_sums *sums, const struct side *runs,
		   const struct cell *mode, const struct cell *none)
{
	for (size_t i = 0; i < PERF_SUMS; i++)
		if (median_of(runs, none, perf_sum_names[i], &sums->none[i]) ||
		    median_of(runs, mode, perf_sum_names[i], &sums->mode[i]))
			return -1;
	return 0;
}

double perf_added(const struct perf_sums *sums, enum perf_sum which)
{
	return sums->mode[which] - sums->none[which];
}

bool perf_known(const struct perf_sums *sums)
{
	for (size_t i = 0; i < PERF_SUMS; i++)
		if (!isnan(sums->mode[i]) && !isnan(sums->none[i]))
			return true;
	return false;
}
