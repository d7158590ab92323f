// SPDX-License-Identifier: GPL-2.0-only
/* Making the looks of a run, and letting cells leave. */
#include "run/looks.h"

#include <stdlib.h>
#include <string.h>

#include "judge/sequential_look.h"

static int begin(struct looks *looks, const struct plan *plan)
{
	struct sequential_rule rule = {plan->looks, plan->samples, 0};

	looks->cells = calloc(plan->count + 1, sizeof(*looks->cells));
	if (!looks->cells)
		return -1;
	for (size_t i = 0; i < plan->count; i++) {
		looks->cells[i].judges = strcmp(plan->cells[i].mode, "none");
		rule.cells += looks->cells[i].judges;
	}
	return sequential_levels(&rule, SEQUENTIAL_LEVEL, looks->levels);
}

struct looks *looks_new(const struct plan *plan)
{
	struct looks *looks = calloc(1, sizeof(*looks));

	if (!looks || !begin(looks, plan))
		return looks;
	looks_free(looks);
	return NULL;
}

void looks_free(struct looks *looks)
{
	if (!looks)
		return;
	free(looks->cells);
	free(looks);
}

/* Whether a cell that has not left yet is compared with @baseline. */
static bool is_needed(const struct looks *looks, const struct plan *plan,
		      const struct cell *baseline)
{
	struct cell first = *baseline;

	first.arm = ARM_A; /* both arms stay as long as one is needed */
	for (size_t i = 0; i < plan->count; i++)
		if (looks->cells[i].judges && !looks->cells[i].left &&
		    cell_is_baseline(&plan->cells[i], &first))
			return true;
	return false;
}

static void leave(struct looks *looks, const struct plan *plan,
		  struct batches *batches, size_t cell)
{
	looks->cells[cell].left = true;
	batches_leave(batches, plan, cell, looks->done);
}

static bool has_failed(const struct result *run, size_t cell)
{
	const struct result_cell *baseline =
		sequential_baseline(run, &run->cells[cell]);

	return run->cells[cell].failed || !baseline || baseline->failed;
}

static void decide(struct looks *looks, const struct plan *plan,
		   struct batches *batches, const struct result *run,
		   const struct verdicts *verdicts)
{
	for (size_t i = 0; i < plan->count; i++) {
		struct decision *decision = &looks->cells[i];

		if (!decision->judges || decision->left)
			continue;
		if (verdicts->at[i].verdict != VERDICT_INCONCLUSIVE) {
			decision->look = looks->done;
			decision->judged = verdicts->at[i];
		} else if (!has_failed(run, i)) {
			continue;
		}
		leave(looks, plan, batches, i);
	}
	for (size_t i = 0; i < plan->count; i++)
		if (!looks->cells[i].judges && !looks->cells[i].left &&
		    !is_needed(looks, plan, &plan->cells[i]))
			leave(looks, plan, batches, i);
}

int looks_make(struct looks *looks, const struct plan *plan,
	       struct batches *batches, const struct result *run)
{
	struct verdicts *verdicts =
		sequential_look_judge(run, &looks->levels[looks->done - 1]);

	if (!verdicts)
		return -1;
	decide(looks, plan, batches, run, verdicts);
	verdicts_free(verdicts);
	return 0;
}

size_t looks_judged(const struct looks *looks, const struct plan *plan)
{
	size_t count = 0;

	for (size_t i = 0; i < plan->count; i++)
		count += looks->cells[i].judges;
	return count;
}

size_t looks_open(const struct looks *looks, const struct plan *plan)
{
	size_t count = 0;

	for (size_t i = 0; i < plan->count; i++)
		count += looks->cells[i].judges && !looks->cells[i].left;
	return count;
}
