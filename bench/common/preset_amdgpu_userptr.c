// SPDX-License-Identifier: GPL-2.0-only
/* The preset amdgpu: user pointers of graphics. */
#include "common/presets.h"

#define AMDGPU_HMM_C "drivers/gpu/drm/amd/amdgpu/amdgpu_hmm.c"
#define AMDGPU_H     "drivers/gpu/drm/amd/amdgpu/amdgpu.h"

const struct preset preset_amdgpu_userptr = {
	.name = "amdgpu-userptr",
	.summary = "amdgpu user pointers of graphics",
	.note = "in 6.1 the file is amdgpu_mn.c; the driver waits for all jobs "
		"of the object, and takes the pages away at the next "
		"submission",
	.values =
		{
			{"mode", "region", AMDGPU_HMM_C, "amdgpu_hmm_register"},
			{"filter", "off", AMDGPU_HMM_C,
			 "amdgpu_hmm_invalidate_gfx"},
			{"lock", "mutex", AMDGPU_H, "notifier_lock"},
			{"lock_scope", "device", AMDGPU_H, "notifier_lock"},
			{"wait_in", "inside", AMDGPU_HMM_C,
			 "amdgpu_hmm_invalidate_gfx"},
			{"wait", "sleep", AMDGPU_HMM_C,
			 "dma_resv_wait_timeout"},
			{"nonblock", "fail", AMDGPU_HMM_C,
			 "mmu_notifier_range_blockable"},
			{"events", "all", AMDGPU_HMM_C,
			 "amdgpu_hmm_invalidate_gfx"},
			{"sequence", "every", AMDGPU_HMM_C,
			 "mmu_interval_set_seq"},
			{"fault_wait", "block",
			 "drivers/gpu/drm/amd/amdgpu/amdgpu_cs.c",
			 "notifier_lock"},
			{"dying", "wait", AMDGPU_HMM_C,
			 "amdgpu_hmm_invalidate_gfx"},
			{"chunk_bytes", "0", AMDGPU_HMM_C,
			 "amdgpu_hmm_register"},
			{"page_bytes", "16", "drivers/gpu/drm/ttm/ttm_tt.c",
			 "ttm_dma_tt_alloc_page_directory"},
			{"pin", "no", AMDGPU_HMM_C, "hmm_range_fault"},
		},
};
