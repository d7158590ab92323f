// SPDX-License-Identifier: GPL-2.0-only
/* The preset amdkfd: shared virtual memory with retried faults. */
#include "common/presets.h"

#define KFD_SVM_C "drivers/gpu/drm/amd/amdkfd/kfd_svm.c"
#define KFD_SVM_H "drivers/gpu/drm/amd/amdkfd/kfd_svm.h"

const struct preset preset_amdkfd = {
	.name = "amdkfd",
	.summary = "amdkfd shared virtual memory with XNACK",
	.note = "the preset is the notifier of an SVM range; amdkfd's"
		" other notifier only learns of the end of the mm, "
		"which is mode lifetime. Without XNACK the first "
		"eviction stops all queues of the process. A range that was "
		"taken away as a whole has no GPU to invalidate until it is "
		"mapped again; the preset invalidates each time",
	.values =
		{
			{"mode", "chunked", KFD_SVM_C,
			 "svm_range_add_notifier_locked"},
			{"chunk_size", "2M", KFD_SVM_C, "granularity"},
			{"filter", "off", KFD_SVM_C,
			 "svm_range_unmap_from_gpus"},
			{"removal", "unmap-only", KFD_SVM_C,
			 "svm_range_unmap_from_cpu"},
			{"lock", "mutex", KFD_SVM_H, "svm_range_lock"},
			{"lock_scope", "chunk", KFD_SVM_H, "svm_range_lock"},
			{"wait_in", "inside", KFD_SVM_C,
			 "svm_range_cpu_invalidate_pagetables"},
			{"wait", "sleep", KFD_SVM_C, "dma_fence_wait"},
			{"nonblock", "spin", KFD_SVM_C,
			 "svm_range_cpu_invalidate_pagetables"},
			{"events",
			 "unmap+clear+protection-vma+protection-page+soft-"
			 "dirty+migrate+exclusive",
			 KFD_SVM_C, "MMU_NOTIFY_RELEASE"},
			{"sequence", "every", KFD_SVM_C,
			 "mmu_interval_set_seq"},
			{"fault_wait", "block", KFD_SVM_C,
			 "svm_range_validate_and_map"},
			{"dying", "wait", KFD_SVM_C, "svm_range_evict"},
			{"chunk_bytes", "0", KFD_SVM_H, "svm_range"},
			{"page_bytes", "8", KFD_SVM_H, "dma_addr"},
		},
};
