// SPDX-License-Identifier: GPL-2.0-only
/* The preset i915: user pointers. */
#include "common/presets.h"

#define I915_GEM_USERPTR_C "drivers/gpu/drm/i915/gem/i915_gem_userptr.c"
#define I915_DRV_H         "drivers/gpu/drm/i915/i915_drv.h"

const struct preset preset_i915 = {
	.name = "i915",
	.summary = "i915 user pointers",
	.note = "as in 6.1; in 7.3 a callback only raises the sequence. The "
		"lock is a rwlock. The driver pins the pages from one "
		"submission to the next, the preset does not",
	.values =
		{
			{"mode", "region", I915_GEM_USERPTR_C,
			 "i915_gem_userptr_init__mmu_notifier"},
			{"filter", "off", I915_GEM_USERPTR_C,
			 "i915_gem_userptr_invalidate"},
			{"lock", "spinlock", I915_DRV_H, "i915_gem_mm"},
			{"lock_scope", "device", I915_DRV_H, "i915_gem_mm"},
			{"wait_in", "outside", I915_GEM_USERPTR_C,
			 "i915_gem_userptr_invalidate"},
			{"wait", "sleep", I915_GEM_USERPTR_C,
			 "dma_resv_wait_timeout"},
			{"nonblock", "fail", I915_GEM_USERPTR_C,
			 "mmu_notifier_range_blockable"},
			{"events", "all", I915_GEM_USERPTR_C,
			 "i915_gem_userptr_invalidate"},
			{"sequence", "every", I915_GEM_USERPTR_C,
			 "mmu_interval_set_seq"},
			{"fault_wait", "block",
			 "drivers/gpu/drm/i915/gem/i915_gem_execbuffer.c",
			 "notifier_lock"},
			{"dying", "skip", I915_GEM_USERPTR_C, "PF_EXITING"},
			{"chunk_bytes", "0", I915_GEM_USERPTR_C,
			 "i915_gem_userptr_init__mmu_notifier"},
			{"page_bytes", "8", I915_GEM_USERPTR_C, "pvec"},
			{"pin", "no", I915_GEM_USERPTR_C,
			 "i915_gem_object_userptr_submit_init"},
		},
};
