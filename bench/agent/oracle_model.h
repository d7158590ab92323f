/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The oracle's model of a device: which pages it holds, and which chunks live.
 */
#ifndef AGENT_ORACLE_MODEL_H
#define AGENT_ORACLE_MODEL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/layout.h"
#include "common/cell.h"
#include "mnbench_abi.h"
#include "mode_info.h"
#include "workload.h"

struct expectation;

struct model {
	const struct cell *cell;
	const struct layout *layout;
	size_t count;     /* of the region's pages */
	size_t run_pages; /* pages of a run */
	uintptr_t *page;  /* addresses, ascending */
	bool *held;       /* the device holds the page */
	bool *live; /* its chunk has an interval; at each chunk's first page */
	bool *listed; /* the driver has the page's range; with filter ranges */
	bool filter;  /* the mode skips ranges without device pages */
	uint64_t ignored_events; /* a bit for each */
	size_t chunk_min; /* bytes of the smallest chunk of mode adaptive */
	struct expectation *expected, *tolerance;
};

/* The index of the first page that does not lie before @address. */
size_t model_page_at(const struct model *m, uintptr_t address);

/* Whether a callback skips ranges without device pages. */
static inline bool model_filters(const struct cell *cell,
				 const struct mode_info *mode)
{
	return cell->filter == MNBENCH_FILTER_DEFAULT
		       ? (mode->flags & MODE_FILTERS) != 0
		       : cell->filter != MNBENCH_FILTER_OFF;
}

/*
 * Predict what the invalidation of one range does in a mode that cuts its
 * chunks.
 */
void model_invalidate_adaptive(struct model *m,
			       const struct notifier_call *call);

#endif
