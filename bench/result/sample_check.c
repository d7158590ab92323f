// SPDX-License-Identifier: GPL-2.0-only
/* Checking a sample before its numbers are stored or used. */
#include "result/sample_check.h"

#include <stdbool.h>
#include <stddef.h>

#include "result/json_check.h"

typedef int (*check)(const json_t *value, const char *path,
		     struct error *error);

static int check_count(const json_t *value, const char *path,
		       struct error *error)
{
	return json_check_integer(value, path, 0, AMOUNT_MAX, error);
}

/* Callbacks by event are what every rate of a cell begins with. */
static int check_counters(const json_t *counters, const char *path,
			  struct error *error)
{
	const json_t *callbacks = json_object_get(counters, "callbacks");

	if (json_check_counts(counters, path, error))
		return -1;
	if (!json_object_size(callbacks))
		return json_refuse(callbacks,
				   json_member(path, "callbacks").text,
				   "an object of counts by event", error);
	if (check_count(json_object_get(counters, "spurious"),
			json_member(path, "spurious").text, error))
		return -1;
	return check_count(json_object_get(counters, "invalidations"),
			   json_member(path, "invalidations").text, error);
}

static const struct {
	const char *name;
	check check;
	bool optional; /* younger than some files, or of some kinds of cells */
} fields[] = {
	{"id", check_count, false},
	{"attach_ns", json_check_amount, false},
	{"first_map_ns", json_check_amount, true},
	{"fill_ns", json_check_amount, false},
	{"detach_ns", json_check_amount, false},
	{"bytes", check_count, false},
	{"chunks_now", check_count, false},
	{"chunks_peak", check_count, false},
	{"churned", json_check_amount, true},
	{"ns", json_check_amounts, false},
	{"again_ns", json_check_amounts, true},
	{"operation_ns", json_check_amounts, true},
	{"refault_ns", json_check_amounts, true},
	{"counters", check_counters, false},
	{"expected", json_check_counts, true},
	{"tolerance", json_check_counts, true},
	{"filled", json_check_counts, true},
	{"perf", json_check_counts, true},
};

int sample_check(const json_t *sample, const char *path, struct error *error)
{
	if (!json_is_object(sample))
		return json_refuse(sample, path, "an object", error);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		const json_t *value = json_object_get(sample, fields[i].name);

		if (!value && fields[i].optional)
			continue;
		if (fields[i].check(value,
				    json_member(path, fields[i].name).text,
				    error))
			return -1;
	}
	return 0;
}
