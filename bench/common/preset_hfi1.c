// SPDX-License-Identifier: GPL-2.0-only
/* The preset hfi1: the cache of send buffers. */
#include "common/presets.h"

#define MMU_RB_C "drivers/infiniband/hw/hfi1/mmu_rb.c"

const struct preset preset_hfi1 = {
	.name = "hfi1",
	.summary = "hfi1's cache of send buffers",
	.note = "a work item releases the buffers that a range meets. The "
		"driver pins them. Its expected receive (user_exp_rcv.c) has "
		"an interval for each buffer and acts on an unmap alone; mode "
		"region has no notifier for pinned buffers",
	.values =
		{
			{"mode", "filtered", MMU_RB_C, "hfi1_mmu_rb_register"},
			{"filter", "slots", MMU_RB_C,
			 "mmu_notifier_range_start"},
			{"lock", "spinlock", MMU_RB_C, "spin_lock_irqsave"},
			{"lock_scope", "mm", MMU_RB_C, "mmu_rb_handler"},
			{"wait_in", "outside", MMU_RB_C, "queue_work"},
			{"wait", "none", MMU_RB_C, "queue_work"},
			{"nonblock", "spin", MMU_RB_C,
			 "mmu_notifier_range_start"},
			{"events", "all", MMU_RB_C, "mmu_notifier_range_start"},
			{"sequence", "every", MMU_RB_C,
			 "mmu_notifier_range_start"},
			{"fault_wait", "block", MMU_RB_C, "spin_lock_irqsave"},
			{"dying", "wait", MMU_RB_C, "mmu_notifier_range_start"},
			{"chunk_bytes", "0", MMU_RB_C, "mmu_rb_handler"},
		},
};
