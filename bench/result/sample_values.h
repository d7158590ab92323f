/* SPDX-License-Identifier: GPL-2.0-only */
/* Values of one kind from all samples of a cell. */
#ifndef SAMPLE_VALUES_H
#define SAMPLE_VALUES_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* Return how many values the lists @key of all @samples have. */
size_t samples_count(const json_t *samples, const char *key);

/*
 * Return the values of the lists @key of all @samples in ascending order, to be
 * freed, and their number in @count. NULL: out of memory.
 */
double *samples_sorted(const json_t *samples, const char *key, size_t *count);

/*
 * Return the median of the number @key over those @samples that have it; NAN if
 * none has. @buffer: room for a value of each sample.
 */
double samples_median(const json_t *samples, const char *key, double *buffer);

/*
 * Return the median of the member @name of `perf`, divided by the operations of
 * its sample, over those @samples that have it; NAN if none has.
 */
double samples_median_per_op(const json_t *samples, const char *name,
			     double *buffer);

/*
 * Return the sum of a counter, or of all callbacks, over @samples: those for
 * ranges, for flushes of a TLB and for pages that were used.
 */
double samples_sum_counter(const json_t *samples, const char *name);
double samples_sum_callbacks(const json_t *samples);

/* Whether each of @samples has the counter, which old ones may lack. */
bool samples_have_counter(const json_t *samples, const char *name);

#endif
