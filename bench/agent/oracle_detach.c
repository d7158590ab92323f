// SPDX-License-Identifier: GPL-2.0-only
/* Predicting the counters of a detach: no callback, but invalidations. */
#include <string.h>

#include "agent/oracle.h"

/* How many chunks of that size hold a page of the region. */
static uint64_t count_chunks(const struct layout *layout, uint64_t size)
{
	uint64_t count = 0, next = 0;

	for (size_t i = 0; i < layout->runs; i++) {
		uint64_t start = layout_run(layout, i);
		uint64_t first = start / size;
		uint64_t last = (start + layout->run - 1) / size;

		if (first < next)
			first = next;
		if (last >= first)
			count += last - first + 1;
		next = last + 1;
	}
	return count;
}

void oracle_predict_detach(struct expectation *expected,
			   struct expectation *tolerance,
			   const struct cell *cell,
			   const struct mode_info *mode,
			   const struct layout *layout)
{
	memset(expected, 0, sizeof(*expected));
	memset(tolerance, 0, sizeof(*tolerance));
	switch (mode->coverage) {
	case MODE_COVERS_NOTHING:
		return;
	case MODE_COVERS_BUFFERS:
		/* The first buffer of a run takes the pages of all. */
		expected->invalidations = layout->runs;
		return;
	case MODE_COVERS_ADAPTIVE:
		/* The chunks that it has split are more, if smaller. */
		tolerance->invalidations =
			layout->runs * (layout->run / PAGE_BYTES);
		expected->invalidations =
			count_chunks(layout, cell->chunk_size);
		return;
	case MODE_COVERS_CHUNKS:
		expected->invalidations =
			count_chunks(layout, cell->chunk_size);
		return;
	default:
		expected->invalidations = 1;
	}
}
