// SPDX-License-Identifier: GPL-2.0-only
/* Reading what a run with looks decided of its cells. */
#include "result/cell_decision.h"

#include <math.h>
#include <string.h>

static size_t plan_number(const struct result *result, const char *key)
{
	const json_t *plan = json_object_get(result->root, "plan");

	return (size_t)json_integer_value(json_object_get(plan, key));
}

size_t result_looks(const struct result *result)
{
	return plan_number(result, "looks");
}

size_t result_samples_max(const struct result *result)
{
	return plan_number(result, "samples");
}

static double number(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return json_is_number(value) ? json_number_value(value) : NAN;
}

bool cell_decision_read(struct cell_decision *decision,
			const struct result_cell *cell)
{
	const json_t *decided = json_object_get(cell->keys, "decided");

	if (!decided)
		return false;
	decision->samples = json_array_size(cell->samples);
	decision->look =
		(size_t)json_integer_value(json_object_get(decided, "look"));
	decision->verdict =
		json_string_value(json_object_get(decided, "verdict"));
	decision->ratio = number(decided, "ratio");
	decision->low = number(decided, "low");
	decision->high = number(decided, "high");
	return true;
}
