// SPDX-License-Identifier: GPL-2.0-only
/* The preset hfi1: expected receive. */
#include "common/presets.h"

#define USER_EXP_RCV_C "drivers/infiniband/hw/hfi1/user_exp_rcv.c"
#define HFI_H          "drivers/infiniband/hw/hfi1/hfi.h"
#define USER_EXP_RCV_H "drivers/infiniband/hw/hfi1/user_exp_rcv.h"

const struct preset preset_hfi1 = {
	.name = "hfi1",
	.summary = "hfi1 expected receive",
	.note = "the preset is the receive buffers, whose pages are "
		"pinned. The cache of send buffers (mmu_rb.c) is mode"
		" filtered with a tree and acts on every event",
	.values =
		{
			{"mode", "region", USER_EXP_RCV_C, "tid_mn_ops"},
			{"filter", "off", USER_EXP_RCV_C, "tid_rb_invalidate"},
			{"lock", "spinlock", HFI_H, "invalid_lock"},
			{"lock_scope", "mm", HFI_H, "hfi1_filedata"},
			{"wait_in", "outside", USER_EXP_RCV_C,
			 "__clear_tid_node"},
			{"wait", "spin", USER_EXP_RCV_C, "__clear_tid_node"},
			{"nonblock", "spin", USER_EXP_RCV_C,
			 "tid_rb_invalidate"},
			{"events", "unmap", USER_EXP_RCV_C, "MMU_NOTIFY_UNMAP"},
			{"sequence", "every", USER_EXP_RCV_C,
			 "tid_cover_invalidate"},
			{"fault_wait", "block", USER_EXP_RCV_C, "cover_mutex"},
			{"dying", "wait", USER_EXP_RCV_C, "tid_rb_invalidate"},
			{"chunk_bytes", "0", USER_EXP_RCV_H, "tid_rb_node"},
			{"page_bytes", "8", USER_EXP_RCV_H, "pages"},
			{"pin", "yes",
			 "drivers/infiniband/hw/hfi1/user_pages.c",
			 "pin_user_pages_fast"},
		},
};
