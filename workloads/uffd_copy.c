// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload uffd-copy: userfaultfd fills pages that are not there, as when a
 * virtual machine arrives. A control: nobody had these pages.
 */
#include <errno.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>

#include "support/page_state.h"
#include "support/uffd.h"
#include "workload.h"

/* The pages are copied from the spare area. */
static int begin(struct activity *a)
{
	int ret = map_area(a->spare, a->target_size);

	if (ret)
		return ret;
	touch_pages(a->spare, a->target_size);
	ret = uffd_begin(a, 0);
	return ret ? ret
		   : uffd_register(a->file, a->area, a->area_size,
				   UFFDIO_REGISTER_MODE_MISSING);
}

static int operate(struct activity *a)
{
	struct uffdio_copy copy = {
		.dst = a->target, .src = a->spare, .len = a->target_size};

	if (ioctl(a->file, UFFDIO_COPY, &copy))
		return -errno;
	return (size_t)copy.copy == a->target_size
		       ? 0
		       : not_done(a, "some pages were not copied");
}

static const char *const needs[] = {"userfaultfd", NULL};

const struct workload workload_uffd_copy = {
	.name = "uffd-copy",
	.summary = "userfaultfd fills pages that are not there: a control",
	.needs = needs,
	.refuses = MEMORY_FILE | MEMORY_SHARED | MEMORY_HUGETLB | MEMORY_THP,
	.target_empty = true,
	.begin = begin,
	.end = uffd_end,
	.prepare = discard_target,
	.operate = operate,
	.predict = predict_nothing,
	.predict_rest = predict_target,
};
