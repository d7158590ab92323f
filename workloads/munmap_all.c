// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload munmap-all: all memory that the device uses is unmapped at once. The
 * range of the notifier call overlaps every chunk.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/utsname.h>

#include "workload.h"

static int operate(struct activity *a)
{
	return munmap((void *)a->target, a->target_size) ? -errno : 0;
}

/*
 * Before 6.2 the kernel makes a second call for each VMA of huge pages, inside
 * the one for the whole range.
 */
static bool calls_twice(void)
{
	unsigned int major, minor;
	struct utsname name;

	return !uname(&name) &&
	       sscanf(name.release, "%u.%u", &major, &minor) == 2 &&
	       (major < 6 || (major == 6 && minor < 2));
}

static void predict(const struct activity *a, struct prediction *p)
{
	predict_call(p, MNBENCH_EVENT_UNMAP, a->target,
		     a->target + a->target_size);
	if (a->mapping.hugetlb && calls_twice())
		predict_call(p, MNBENCH_EVENT_UNMAP, a->target,
			     a->target + a->target_size);
}

const struct workload workload_munmap_all = {
	.name = "munmap-all",
	.summary = "one munmap(2) of the whole device region",
	.everything = true,
	.unmaps = true,
	.prepare = map_and_write_target,
	.operate = operate,
	.predict = predict,
};
