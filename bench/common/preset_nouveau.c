// SPDX-License-Identifier: GPL-2.0-only
/* The preset nouveau: shared virtual memory. */
#include "common/presets.h"

#define NOUVEAU_SVM_C "drivers/gpu/drm/nouveau/nouveau_svm.c"

const struct preset preset_nouveau = {
	.name = "nouveau",
	.summary = "nouveau shared virtual memory",
	.note = "the driver fails non-blockable ranges. Nobody tells the "
		"intervals of the same mm of the end of such a range, and "
		"their faults wait for ever, so the preset spins",
	.values =
		{
			{"mode", "hybrid", NOUVEAU_SVM_C,
			 "nouveau_range_fault"},
			{"filter", "off", NOUVEAU_SVM_C,
			 "nouveau_svmm_invalidate"},
			{"lock", "mutex", NOUVEAU_SVM_C,
			 "nouveau_svmm_invalidate_range_start"},
			{"lock_scope", "mm", NOUVEAU_SVM_C,
			 "nouveau_svmm_init"},
			{"wait_in", "inside", NOUVEAU_SVM_C,
			 "nouveau_svmm_invalidate"},
			{"wait", "spin",
			 "drivers/gpu/drm/nouveau/nvkm/subdev/mmu/vmmgf100.c",
			 "nvkm_msec"},
			{"nonblock", "spin", NOUVEAU_SVM_C,
			 "mmu_notifier_range_blockable"},
			{"events", "all", NOUVEAU_SVM_C,
			 "nouveau_svmm_invalidate_range_start"},
			{"sequence", "every", NOUVEAU_SVM_C,
			 "nouveau_svm_range_invalidate"},
			{"fault_wait", "block", NOUVEAU_SVM_C,
			 "nouveau_range_fault"},
			{"dying", "wait", NOUVEAU_SVM_C,
			 "nouveau_svmm_invalidate_range_start"},
			{"chunk_bytes", "0", NOUVEAU_SVM_C, "svm_notifier"},
		},
};
