// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload punch-hole: a hole is punched in a file that is mapped. All who map
 * that part of the file lose its pages.
 */
#include <errno.h>
#include <fcntl.h>

#include "support/page_state.h"
#include "workload.h"

static int operate(struct activity *a)
{
	return fallocate(a->mapping.file,
			 FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE,
			 (off_t)(a->target - a->mapping.base),
			 (off_t)a->target_size)
		       ? -errno
		       : 0;
}

const struct workload workload_punch_hole = {
	.name = "punch-hole",
	.summary = "fallocate(2) that punches a hole in a mapped file",
	.function = "zap_page_range_single (zap_vma_range_batched since 7)",
	.events = EVENT(CLEAR),
	.wants = MEMORY_SHARED | MEMORY_FILE,
	.prepare = write_target_to_disk,
	.operate = operate,
	.check = target_expect_discarded,
	.predict = predict_target,
	.predict_rest = predict_write_to_disk,
};
