// SPDX-License-Identifier: GPL-2.0-only
/*
 * The verdict. The agent's oracle predicts from the workload and from what the
 * device has mapped; the module counts. A cell whose counts differ has measured
 * something else than it says, so its times must not be used.
 */
#include "result/oracle_check.h"

#include <inttypes.h>
#include <string.h>

#include "lib/message.h"

/* What is predicted for a sample, and what it counted. */
struct verdict {
	const json_t *expected, *tolerance, *counted;
	struct error *error;
};

/* Absent tolerance is none: a prediction is exact unless the oracle says how
 * much more may be counted. */
static bool differs(const struct verdict *v, const char *name, const char *what)
{
	const json_t *expected = json_object_get(v->expected, name);
	const json_t *counted = json_object_get(v->counted, name);
	json_int_t more =
		json_integer_value(json_object_get(v->tolerance, name));
	json_int_t least = json_integer_value(expected);
	json_int_t is = json_integer_value(counted);
	char most[64] = "";

	if (!json_is_integer(expected) || !json_is_integer(counted)) {
		error_set(v->error, "%s: %s", what,
			  json_is_integer(counted) ? "not predicted"
						   : "not counted");
		return true;
	}
	if (is >= least && is - least <= more)
		return false;
	if (more)
		snprintf(most, sizeof(most), " to %" JSON_INTEGER_FORMAT,
			 least + more);
	error_set(v->error,
		  "%s: %" JSON_INTEGER_FORMAT " counted, %" JSON_INTEGER_FORMAT
		  "%s predicted",
		  what, is, least, most);
	return true;
}

static struct verdict of_callbacks(const struct verdict *v)
{
	struct verdict callbacks = *v;

	callbacks.expected = json_object_get(v->expected, "callbacks");
	callbacks.tolerance = json_object_get(v->tolerance, "callbacks");
	callbacks.counted = json_object_get(v->counted, "callbacks");
	return callbacks;
}

static bool callbacks_differ(const struct verdict *v)
{
	const char *event;
	json_t *value;
	char what[64];

	if (!json_is_object(v->expected) || !json_is_object(v->counted) ||
	    json_object_size(v->expected) != json_object_size(v->counted)) {
		error_set(v->error,
			  "callbacks: not the events of the protocol");
		return true;
	}
	json_object_foreach((json_t *)v->expected, event, value) {
		snprintf(what, sizeof(what), "callbacks.%s", event);
		if (differs(v, event, what))
			return true;
	}
	return false;
}

/* What else is predicted: of a fault, not everything always is. */
static bool others_differ(const struct verdict *v)
{
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)v->expected, name, value)
		if (strcmp(name, "callbacks") != 0 && differs(v, name, name))
			return true;
	return false;
}

bool oracle_check_sample(const struct cell *cell, const json_t *sample,
			 struct error *error)
{
	static const char *const sums[] = {"spurious", "invalidations",
					   "pages_invalidated"};
	const struct verdict v = {
		.expected = json_object_get(sample, "expected"),
		.tolerance = json_object_get(sample, "tolerance"),
		.counted = json_object_get(sample, "counters"),
		.error = error,
	};
	const struct verdict callbacks = of_callbacks(&v);
	size_t ops = json_array_size(json_object_get(sample, "ns"));

	if (ops != cell->ops && !(cell->limit_ns && ops && ops < cell->ops)) {
		error_set(error, "ops: %zu measured, %" PRIu64 " asked for",
			  ops, cell->ops);
		return false;
	}
	if (callbacks_differ(&callbacks))
		return false;
	for (size_t i = 0; i < sizeof(sums) / sizeof(sums[0]); i++)
		if (differs(&v, sums[i], sums[i]))
			return false;
	return !others_differ(&v);
}
