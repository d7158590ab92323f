// SPDX-License-Identifier: GPL-2.0-only
/* The preset xe: shared virtual memory on drm_gpusvm. */
#include "common/presets.h"

#define DRM_GPUSVM_C "drivers/gpu/drm/drm_gpusvm.c"
#define XE_SVM_C     "drivers/gpu/drm/xe/xe_svm.c"
#define DRM_GPUSVM_H "include/drm/drm_gpusvm.h"

const struct preset preset_xe = {
	.name = "xe",
	.summary = "xe shared virtual memory, on drm_gpusvm",
	.note = "ranges are 64K or 4K where 2M do not fit the "
		"mapping; the driver also waits for running jobs "
		"where it holds no page. It keeps 16 bytes for each page of a "
		"range, but none for other pages of the notifier, as "
		"page_bytes would",
	.values =
		{
			{"mode", "chunked", DRM_GPUSVM_C,
			 "drm_gpusvm_notifier_find"},
			{"chunk_size", "512M", "drivers/gpu/drm/xe/xe_module.c",
			 "svm_notifier_size"},
			{"filter", "ranges", XE_SVM_C,
			 "drm_gpusvm_for_each_range"},
			{"range_size", "2M", XE_SVM_C, "fault_chunk_sizes"},
			{"removal", "unmap-only", XE_SVM_C,
			 "xe_svm_range_notifier_event_end"},
			{"lock", "rwsem", DRM_GPUSVM_H, "notifier_lock"},
			{"lock_scope", "mm", DRM_GPUSVM_H, "notifier_lock"},
			{"wait_in", "inside", DRM_GPUSVM_C,
			 "drm_gpusvm_notifier_invalidate"},
			{"wait", "sleep", XE_SVM_C, "xe_tlb_inval_batch_wait"},
			{"nonblock", "fail", DRM_GPUSVM_C,
			 "mmu_notifier_range_blockable"},
			{"events", "all", DRM_GPUSVM_C,
			 "drm_gpusvm_notifier_invalidate"},
			{"sequence", "every", DRM_GPUSVM_C,
			 "mmu_interval_set_seq"},
			{"fault_wait", "block", DRM_GPUSVM_C,
			 "drm_gpusvm_notifier_lock"},
			{"dying", "wait", XE_SVM_C, "xe_svm_invalidate"},
			{"chunk_bytes", "0", DRM_GPUSVM_H,
			 "drm_gpusvm_notifier"},
			{"page_bytes", "0", DRM_GPUSVM_H, "drm_gpusvm_pages"},
		},
};
