// SPDX-License-Identifier: GPL-2.0-only
/* Comparing a sample with the prediction of the oracle, and freeing it. */
#include "agent/sample.h"

#include <inttypes.h>
#include <stdlib.h>

const char *const event_names[MNBENCH_EVENT_COUNT] = {
	[MNBENCH_EVENT_UNMAP] = "unmap",
	[MNBENCH_EVENT_CLEAR] = "clear",
	[MNBENCH_EVENT_PROTECTION_VMA] = "protection_vma",
	[MNBENCH_EVENT_PROTECTION_PAGE] = "protection_page",
	[MNBENCH_EVENT_SOFT_DIRTY] = "soft_dirty",
	[MNBENCH_EVENT_RELEASE] = "release",
	[MNBENCH_EVENT_MIGRATE] = "migrate",
	[MNBENCH_EVENT_EXCLUSIVE] = "exclusive",
	[MNBENCH_EVENT_OTHER] = "other",
};

void sample_free(struct sample *sample)
{
	free(sample->ns);
	sample->ns = NULL;
	free(sample->again_ns);
	sample->again_ns = NULL;
	free(sample->operation_ns);
	sample->operation_ns = NULL;
	free(sample->refault_ns);
	sample->refault_ns = NULL;
}

static bool same(const char *name, uint64_t is, uint64_t expected,
		 uint64_t tolerance, struct error *error)
{
	if (expected == NOT_PREDICTED ||
	    (is >= expected && is - expected <= tolerance))
		return true;
	error_set(error, "%s: %" PRIu64 ", expected %" PRIu64 " to %" PRIu64,
		  name, is, expected, expected + tolerance);
	return false;
}

bool sample_agrees(const struct sample *sample, struct error *error)
{
	const struct mnbench_counters *c = &sample->counters;
	const struct expectation *e = &sample->expected;
	const struct expectation *t = &sample->tolerance;
	const struct {
		const char *name;
		uint64_t is, expected, tolerance;
	} sums[] = {
		{"spurious", c->spurious, e->spurious, t->spurious},
		{"invalidations", c->invalidations, e->invalidations,
		 t->invalidations},
		{"pages_invalidated", c->pages_invalidated,
		 e->pages_invalidated, t->pages_invalidated},
		{"faults", c->faults, e->faults, 0},
		{"pages_faulted", c->pages_faulted, e->pages_faulted, 0},
		{"collisions", c->collisions, e->collisions, 0},
		{"gave_up", c->gave_up, e->gave_up, 0},
		{"ignored", c->ignored, e->ignored, t->ignored},
		{"widened", c->widened, e->widened, t->widened},
		{"nonblock", c->nonblock, e->nonblock, t->nonblock},
		{"failed", c->failed, e->failed, t->failed},
	};

	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++)
		if (!same(event_names[i], c->callbacks[i], e->callbacks[i],
			  t->callbacks[i], error))
			return false;
	for (size_t i = 0; i < sizeof(sums) / sizeof(sums[0]); i++)
		if (!same(sums[i].name, sums[i].is, sums[i].expected,
			  sums[i].tolerance, error))
			return false;
	return true;
}
