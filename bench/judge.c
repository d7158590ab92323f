/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The verdict. The agent's oracle predicts from the workload and from what the
 * device has mapped; the module counts. A cell whose counts differ has measured
 * something else than it says, so its times must not be used.
 */
#include "judge.h"

#include <inttypes.h>
#include <string.h>

#include "say.h"

static bool differs(const json_t *expected, const json_t *counted,
		    const char *what, char *text, size_t size)
{
	if (json_is_integer(expected) && json_is_integer(counted) &&
	    json_integer_value(expected) == json_integer_value(counted))
		return false;
	if (!json_is_integer(expected) || !json_is_integer(counted))
		fail(text, size, "%s: %s", what,
		     json_is_integer(counted) ? "not predicted"
					      : "not counted");
	else
		fail(text, size,
		     "%s: %" JSON_INTEGER_FORMAT
		     " counted, %" JSON_INTEGER_FORMAT " predicted",
		     what, json_integer_value(counted),
		     json_integer_value(expected));
	return true;
}

static bool callbacks_differ(const json_t *expected, const json_t *counted,
			     char *text, size_t size)
{
	const char *event;
	json_t *value;
	char what[64];

	if (!json_is_object(expected) || !json_is_object(counted) ||
	    json_object_size(expected) != json_object_size(counted)) {
		fail(text, size, "callbacks: not the events of the protocol");
		return true;
	}
	json_object_foreach((json_t *)expected, event, value) {
		fail(what, sizeof(what), "callbacks.%s", event);
		if (differs(value, json_object_get(counted, event), what, text,
			    size))
			return true;
	}
	return false;
}

/* What else is predicted: of a fault, not everything always is. */
static bool others_differ(const json_t *expected, const json_t *counted,
			  char *text, size_t size)
{
	const char *name;
	json_t *value;

	json_object_foreach((json_t *)expected, name, value)
		if (strcmp(name, "callbacks") != 0 &&
		    differs(value, json_object_get(counted, name), name, text,
			    size))
			return true;
	return false;
}

bool judge_sample(const struct cell *cell, const json_t *sample, char *text,
		  size_t size)
{
	static const char *const sums[] = {"spurious", "invalidations",
					   "pages_invalidated"};
	const json_t *expected = json_object_get(sample, "expected");
	const json_t *counters = json_object_get(sample, "counters");
	size_t ops = json_array_size(json_object_get(sample, "ns"));

	if (ops != cell->ops) {
		fail(text, size, "ops: %zu measured, %" PRIu64 " asked for",
		     ops, cell->ops);
		return false;
	}
	if (callbacks_differ(json_object_get(expected, "callbacks"),
			     json_object_get(counters, "callbacks"), text,
			     size))
		return false;
	for (size_t i = 0; i < sizeof(sums) / sizeof(sums[0]); i++)
		if (differs(json_object_get(expected, sums[i]),
			    json_object_get(counters, sums[i]), sums[i], text,
			    size))
			return false;
	return !others_differ(expected, counters, text, size);
}
