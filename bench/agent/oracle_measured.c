// SPDX-License-Identifier: GPL-2.0-only
/*
 * Predicting what is known of an operation whose calls are not: it acts far
 * away from the device region, so no device loses a page, and no notifier of a
 * part of the region is called.
 */
#include <string.h>

#include "agent/oracle.h"
#include "agent/oracle_model.h"

static void expect_calls(struct expectation *expected, const struct cell *cell,
			 unsigned int events)
{
	uint64_t ignored = cell_ignored_events(cell) & events;

	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++)
		if ((events & ~ignored) >> i & 1)
			expected->callbacks[i] = NOT_PREDICTED;
	if (ignored)
		expected->ignored = NOT_PREDICTED;
	expected->spurious = NOT_PREDICTED;
}

void oracle_predict_measured(struct expectation *expected,
			     struct expectation *tolerance,
			     const struct cell *cell,
			     const struct mode_info *mode,
			     const struct workload *workload)
{
	memset(expected, 0, sizeof(*expected));
	memset(tolerance, 0, sizeof(*tolerance));
	switch (mode->coverage) {
	case MODE_COVERS_EVERYTHING:
		expect_calls(expected, cell, workload->events);
		if (!model_filters(cell, mode))
			expected->invalidations = NOT_PREDICTED;
		return;
	case MODE_COVERS_FLUSHES:
		expected->spurious = NOT_PREDICTED;
		expected->invalidations = NOT_PREDICTED;
		expected->pages_invalidated = NOT_PREDICTED;
		return;
	default:
		return;
	}
}
