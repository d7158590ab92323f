// SPDX-License-Identifier: GPL-2.0-only
/* The preset NVIDIA UVM: system memory through HMM. */
#include "common/presets.h"

#define UVM_HMM_C "kernel-open/nvidia-uvm/uvm_hmm.c"

const struct preset preset_uvm = {
	.name = "uvm",
	.summary = "NVIDIA UVM with HMM",
	.note = "published by NVIDIA in open-gpu-kernel-modules, not "
		"a part of the kernel; a callback that finds no "
		"memory for itself invalidates nothing there",
	.values =
		{
			{"mode", "chunked", UVM_HMM_C,
			 "hmm_va_block_find_create"},
			{"chunk_size", "2M", UVM_HMM_C, "UVM_VA_BLOCK_SIZE"},
			{"filter", "bitmap", UVM_HMM_C,
			 "uvm_va_block_map_mask_get"},
			{"removal", "keep", UVM_HMM_C,
			 "uvm_hmm_va_block_reclaim"},
			{"lock", "mutex", UVM_HMM_C, "hmm_invalidate"},
			{"lock_scope", "chunk", UVM_HMM_C, "hmm_invalidate"},
			{"wait_in", "inside", UVM_HMM_C, "uvm_tracker_wait"},
			{"wait", "spin", "kernel-open/nvidia-uvm/uvm_tracker.c",
			 "UVM_SPIN_LOOP"},
			{"nonblock", "fail", UVM_HMM_C,
			 "mmu_notifier_range_blockable"},
			{"events",
			 "unmap+clear+protection-vma+protection-page+migrate+"
			 "exclusive",
			 UVM_HMM_C, "MMU_NOTIFY_RELEASE"},
			{"sequence", "every", UVM_HMM_C,
			 "mmu_interval_set_seq"},
			{"fault_wait", "block", UVM_HMM_C,
			 "uvm_hmm_va_block_find_create"},
			{"dying", "wait", UVM_HMM_C, "hmm_invalidate"},
			{"chunk_bytes", "0", UVM_HMM_C, "uvm_va_block_create"},
			{"page_bytes", "0", UVM_HMM_C, "uvm_va_block_create"},
		},
};
