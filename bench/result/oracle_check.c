// SPDX-License-Identifier: GPL-2.0-only
/*
 * Comparing the counters of a sample with the oracle's prediction. The agent's
 * oracle predicts them from the workload and from the pages that the device has
 * mapped; the module counts. A cell whose counters differ did not measure what
 * its keys say, so its times must not be used.
 */
#include "result/oracle_check.h"

#include <inttypes.h>
#include <string.h>

#include "common/modes.h"

/* The counters of a sample: predicted, how much more may be, and counted. */
struct counters {
	const json_t *expected, *tolerance, *counted;
	struct error *error;
};

/* Without a tolerance, a prediction is exact. */
static bool differs(const struct counters *c, const char *name,
		    const char *what)
{
	const json_t *expected = json_object_get(c->expected, name);
	const json_t *counted = json_object_get(c->counted, name);
	json_int_t more =
		json_integer_value(json_object_get(c->tolerance, name));
	json_int_t least = json_integer_value(expected);
	json_int_t count = json_integer_value(counted);
	char most[64] = "";

	if (!json_is_integer(expected) || !json_is_integer(counted)) {
		error_set(c->error, "%s: %s", what,
			  json_is_integer(counted) ? "not predicted"
						   : "not counted");
		return true;
	}
	if (count >= least && count - least <= more)
		return false;
	if (more)
		snprintf(most, sizeof(most), " to %" JSON_INTEGER_FORMAT,
			 least + more);
	error_set(c->error,
		  "%s: %" JSON_INTEGER_FORMAT " counted, %" JSON_INTEGER_FORMAT
		  "%s predicted",
		  what, count, least, most);
	return true;
}

static struct counters callbacks_of(const struct counters *c)
{
	struct counters callbacks = *c;

	callbacks.expected = json_object_get(c->expected, "callbacks");
	callbacks.tolerance = json_object_get(c->tolerance, "callbacks");
	callbacks.counted = json_object_get(c->counted, "callbacks");
	return callbacks;
}

/* @all: there is a prediction for each event. */
static bool callbacks_differ(const struct counters *c, bool all)
{
	const char *event;
	json_t *value;
	char what[64];

	if (!json_is_object(c->expected) || !json_is_object(c->counted) ||
	    (all &&
	     json_object_size(c->expected) != json_object_size(c->counted))) {
		error_set(c->error,
			  "callbacks: not the events of the protocol");
		return true;
	}
	json_object_foreach((json_t *)c->expected, event, value) {
		snprintf(what, sizeof(what), "callbacks.%s", event);
		if (differs(c, event, what))
			return true;
	}
	return false;
}

/* The other predictions: of a fault, some counters may have none. */
static bool others_differ(const struct counters *c)
{
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)c->expected, name, value)
		if (strcmp(name, "callbacks") != 0 && differs(c, name, name))
			return true;
	return false;
}

/*
 * Nobody knows for all kernels when a TLB is flushed, nor what a library does.
 */
static bool must_be_predicted(const struct cell *cell)
{
	const struct mode_info *mode = mode_find(cell->mode);

	if (cell_is_measured(cell))
		return false;
	return !mode || mode->coverage != MODE_COVERS_FLUSHES;
}

bool oracle_check_sample(const struct cell *cell, const json_t *sample,
			 struct error *error)
{
	static const char *const sums[] = {"spurious", "invalidations",
					   "pages_invalidated"};
	const struct counters c = {
		.expected = json_object_get(sample, "expected"),
		.tolerance = json_object_get(sample, "tolerance"),
		.counted = json_object_get(sample, "counters"),
		.error = error,
	};
	const struct counters callbacks = callbacks_of(&c);
	size_t ops = json_array_size(json_object_get(sample, "ns"));

	if (ops != cell->ops && !(cell->limit_ns && ops && ops < cell->ops)) {
		error_set(error, "ops: %zu measured, %" PRIu64 " asked for",
			  ops, cell->ops);
		return false;
	}
	if (callbacks_differ(&callbacks, !cell_is_measured(cell)))
		return false;
	for (size_t i = 0; i < sizeof(sums) / sizeof(sums[0]); i++)
		if (must_be_predicted(cell) && differs(&c, sums[i], sums[i]))
			return false;
	return !others_differ(&c);
}
