// SPDX-License-Identifier: GPL-2.0-only
/* Mode global: one mmu_notifier, and an invalidation for each of its ranges. */
#include "global.h"
#include "mode.h"

MNBENCH_MODE(
	global, "global", MODE_COVERS_EVERYTHING, MODE_RELEASED | MODE_SEQUENCE,
	"one mmu_notifier; the device is invalidated for every range of the mm",
	"SGI GRU; nouveau adds an interval, see hybrid");

const struct mnb_mode mnb_mode_global = {
	.info = &global_info,
	.state_size = sizeof(struct mnb_global),
	.attach = mnb_global_attach,
	.detach = mnb_global_detach,
	.fault_begin = mnb_global_fault_begin,
	.read_begin = mnb_global_read_begin,
	.read_retry = mnb_global_read_retry,
};
