// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload pagemap-scan: pages that were written are found and protected again,
 * as checkpoints of processes do it since 6.7 in place of soft-dirty bits. The
 * notifier call is for the range that is scanned.
 */
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "support/page_state.h"
#include "support/uffd.h"
#include "workload.h"

/* What linux/fs.h has since 6.7. */
struct scan {
	uint64_t size, flags, start, end, walk_end, regions, regions_max,
		pages_max, inverted, mask, any_of, returned;
};
struct region {
	uint64_t start, end, categories;
};
#define SCAN             _IOWR('f', 16, struct scan)
#define PROTECT_MATCHING (1 << 0)
#define CHECK_WP_ASYNC   (1 << 1)
#define IS_WRITTEN       (1 << 1)

static int begin(struct activity *a)
{
	uint64_t entry;
	int ret = uffd_begin(a, UFFD_WP_ASYNC);

	if (!ret)
		ret = uffd_register(a->file, a->area, a->area_size,
				    UFFDIO_REGISTER_MODE_WP);
	/* It opens the file on which the scan is a call. */
	return ret ? ret : page_state_read(a, a->target, 1, &entry);
}

static int operate(struct activity *a)
{
	struct region region = {0};
	struct scan scan = {.size = sizeof(scan),
			    .flags = PROTECT_MATCHING | CHECK_WP_ASYNC,
			    .start = a->target,
			    .end = target_end(a),
			    .regions = (uintptr_t)&region,
			    .regions_max = 1,
			    .mask = IS_WRITTEN,
			    .returned = IS_WRITTEN};

	if (ioctl(a->page_map, SCAN, &scan) < 0)
		return -errno;
	return region.start == a->target && region.end == target_end(a)
		       ? 0
		       : not_done(a, "it did not find the written pages");
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_call(p, MNBENCH_EVENT_PROTECTION_VMA, a->target, target_end(a));
}

static const char *const needs[] = {"pagemap-scan", NULL};

const struct workload workload_pagemap_scan = {
	.name = "pagemap-scan",
	.summary = "ioctl(PAGEMAP_SCAN) that protects written pages again",
	.function = "do_pagemap_scan",
	.events = EVENT(PROTECTION_VMA),
	.needs = needs,
	.refuses = MEMORY_COPIED_BY_WRITE,
	.begin = begin,
	.end = uffd_end,
	.prepare = write_target,
	.operate = operate,
	.check = uffd_expect_protected,
	.finish = uffd_permit_target,
	.predict = predict,
	.predict_rest = predict_target_protection,
};
