// SPDX-License-Identifier: GPL-2.0-only
/* Finding the key of a plan that a misspelt one was meant to be. */
#include "plan/nearest_key.h"

#include "common/cell.h"
#include "plan/plan.h"

void nearest_key_hint(const char *name, bool plan, bool cell,
		      char hint[NEAREST_HINT_MAX])
{
	struct nearest nearest = nearest_begin(name);

	for (size_t i = 0; plan && plan_keys[i].name; i++)
		nearest_try(&nearest, plan_keys[i].name);
	for (size_t i = 0; cell && cell_keys[i].name; i++)
		nearest_try(&nearest, cell_keys[i].name);
	if (cell)
		nearest_try(&nearest, PRESET_KEY);
	nearest_hint(&nearest, hint);
}
