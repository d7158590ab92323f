// SPDX-License-Identifier: GPL-2.0-only
/* What becomes of a chunk after its last device page has gone. */
#include "chunk.h"
#include "policy.h"

/*
 * A driver that lists what it uses in the interval keeps the notifier as long
 * as the list has an entry, which only an UNMAP removes.
 */
static void keep_mapped(struct mnb_chunk *chunk,
			const struct mmu_notifier_range *range,
			const struct mnb_invalidation *inv)
{
	const struct mnb_policy *policy =
		chunk->interval.session->device.policy;

	if (policy && policy->filter->lists)
		chunk->kept = policy->filter->lists(inv->kept);
	else
		chunk->kept = range->event != MMU_NOTIFY_UNMAP &&
			      (inv->pages || chunk->kept);
}

const struct mnb_removal mnb_removals[MNBENCH_REMOVAL_SYNC + 1] = {
	[MNBENCH_REMOVAL_DEFERRED] = {},
	[MNBENCH_REMOVAL_KEEP] = {.keeps = true},
	[MNBENCH_REMOVAL_UNMAP_ONLY] = {.update_kept = keep_mapped},
	[MNBENCH_REMOVAL_SYNC] = {.before_command = mnb_chunks_remove_dead},
};
