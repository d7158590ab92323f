// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checking a plan with looks. Its cells are decided against their baselines, by
 * times that vary, and within one boot: a further round in a guest would be
 * another boot.
 */
#include "plan/plan_looks.h"

#include <stdbool.h>
#include <string.h>

#define KEY   "samples"
#define VALUE "cannot be 'until decided'"

static bool has_baseline(const struct plan *plan, const struct cell *cell)
{
	for (size_t i = 0; i < plan->count; i++)
		if (cell_is_baseline(cell, &plan->cells[i]))
			return true;
	return false;
}

static int check_cells(const struct plan *plan, struct error *error)
{
	size_t judged = 0;
	char text[256];

	for (size_t i = 0; i < plan->count; i++) {
		if (strcmp(plan->cells[i].mode, "none") == 0)
			continue;
		judged++;
		if (has_baseline(plan, &plan->cells[i]))
			continue;
		cell_describe(&plan->cells[i], text, sizeof(text));
		return error_set_key(error, KEY,
				     VALUE ": %s has no baseline to be "
					   "compared with; allowed: a number, "
					   "or add mode none",
				     text);
	}
	return judged ? 0
		      : error_set_key(error, KEY,
				      VALUE ": all cells are of mode none, so "
					    "there is nothing to decide; "
					    "allowed: a number, or add a mode");
}

static int check(const struct plan *plan, const struct venue *venue,
		 struct error *error)
{
	if (!venue->timed)
		return error_set_key(error, KEY,
				     VALUE " in venue %s: samples are exact "
					   "there, so one suffices; allowed: a "
					   "number, or venue host",
				     venue->name);
	if (!venue->runs_on_host)
		return error_set_key(error, KEY,
				     VALUE " in venue %s: each look would be "
					   "another boot, and boots differ; "
					   "allowed: a number, or venue host",
				     venue->name);
	return check_cells(plan, error);
}

int plan_looks_check(const struct plan *plan, const char *shown,
		     const struct venue *venue, struct error *error)
{
	if (!plan->looks || !check(plan, venue, error))
		return 0;
	return error_place(error, plan->samples_line ? shown : "--set",
			   plan->samples_line);
}
