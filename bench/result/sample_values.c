// SPDX-License-Identifier: GPL-2.0-only
/* Values of one kind from all samples of a cell. */
#include "result/sample_values.h"

#include <gsl/gsl_sort.h>
#include <stdlib.h>

#include "stats/percentile.h"

size_t samples_count(const json_t *samples, const char *key)
{
	size_t count = 0, i;
	json_t *sample;

	json_array_foreach(samples, i, sample)
		count += json_array_size(json_object_get(sample, key));
	return count;
}

double *samples_sorted(const json_t *samples, const char *key, size_t *count)
{
	double *values =
		calloc(samples_count(samples, key) + 1, sizeof(*values));
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

double samples_median(const json_t *samples, const char *key, double *buffer)
{
	size_t count = 0, i;
	json_t *sample;

	json_array_foreach(samples, i, sample) {
		const json_t *value = json_object_get(sample, key);

		if (value)
			buffer[count++] = json_number_value(value);
	}
	gsl_sort(buffer, 1, count);
	return stats_percentile(buffer, count, 0.50);
}

double samples_median_per_op(const json_t *samples, const char *name,
			     double *buffer)
{
	size_t count = 0, i;
	json_t *sample;

	json_array_foreach(samples, i, sample) {
		const json_t *value =
			json_object_get(json_object_get(sample, "perf"), name);
		size_t ops = json_array_size(json_object_get(sample, "ns"));

		if (value && ops)
			buffer[count++] =
				json_number_value(value) / (double)ops;
	}
	gsl_sort(buffer, 1, count);
	return stats_percentile(buffer, count, 0.50);
}

double samples_sum_counter(const json_t *samples, const char *name)
{
	double sum = 0;
	json_t *sample;
	size_t i;

	json_array_foreach(samples, i, sample) {
		const json_t *counters = json_object_get(sample, "counters");

		sum += json_number_value(json_object_get(counters, name));
	}
	return sum;
}

bool samples_have_counter(const json_t *samples, const char *name)
{
	json_t *sample;
	size_t i;

	json_array_foreach(samples, i, sample)
		if (!json_object_get(json_object_get(sample, "counters"), name))
			return false;
	return true;
}

double samples_sum_callbacks(const json_t *samples)
{
	static const char *const others[] = {
		"clear_flush_young",
		"clear_young",
		"test_young",
		"secondary",
	};
	double sum = 0;
	json_t *sample, *value;
	const char *event;
	size_t i;

	json_array_foreach(samples, i, sample) {
		const json_t *counters = json_object_get(sample, "counters");

		json_object_foreach(json_object_get(counters, "callbacks"),
				    event, value)
			sum += json_number_value(value);
	}
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		sum += samples_sum_counter(samples, others[i]);
	return sum;
}
