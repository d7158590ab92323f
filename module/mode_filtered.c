// SPDX-License-Identifier: GPL-2.0-only
/* Mode filtered: mode global with a filter for spurious callbacks. */
#include "global.h"
#include "mode.h"

MNBENCH_MODE(filtered, "filtered", MODE_COVERS_EVERYTHING,
	     MODE_FILTERS | MODE_RELEASED | MODE_SEQUENCE,
	     "one mmu_notifier; the driver skips ranges without device pages",
	     "KVM, hfi1, drivers before 5.5");

const struct mnb_mode mnb_mode_filtered = {
	.info = &filtered_info,
	.state_size = sizeof(struct mnb_global),
	.attach = mnb_global_attach,
	.detach = mnb_global_detach,
	.fault_begin = mnb_global_fault_begin,
	.read_begin = mnb_global_read_begin,
	.read_retry = mnb_global_read_retry,
};
