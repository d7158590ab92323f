// SPDX-License-Identifier: GPL-2.0-only
/* Made-up results: their plan, and what their cells have in common. */
#include "made_up.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/aa_arms.h"

void *or_end(void *pointer)
{
	if (pointer)
		return pointer;
	fprintf(stderr, "calibrate: out of memory\n");
	exit(2);
}

struct plan *made_up_plan(void)
{
	char path[] = "plans/host.ini";
	struct error error = {0};
	struct plan *plan = plan_load(path, path, NULL, 0, &error);

	if (plan && !aa_arms_add(plan, &error))
		return plan;
	fprintf(stderr, "calibrate: %s\n", error.message);
	exit(2);
}

/* Modes differ, as in reality. */
double undisturbed_ns(const struct plan *plan, size_t cell)
{
	return strcmp(plan->cells[cell].mode, "none") ? 10500 : 10000;
}

size_t changed_cell(const struct plan *plan)
{
	size_t cell = 0;

	for (size_t left = MADE_UP_CHANGED + 1; left; cell++)
		left -= plan->cells[cell].arm == ARM_A;
	return cell - 1;
}
