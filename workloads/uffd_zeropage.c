// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload uffd-zeropage: userfaultfd maps the zero page where there is no page
 * yet, as where the memory of a virtual machine was never used. A control:
 * nobody had these pages.
 */
#include <errno.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>

#include "support/page_state.h"
#include "support/uffd.h"
#include "workload.h"

static int begin(struct activity *a)
{
	int ret = uffd_begin(a, 0);

	return ret ? ret
		   : uffd_register(a->file, a->area, a->area_size,
				   UFFDIO_REGISTER_MODE_MISSING);
}

static int operate(struct activity *a)
{
	struct uffdio_zeropage zero = {
		.range = {a->target, a->target_size},
	};

	if (ioctl(a->file, UFFDIO_ZEROPAGE, &zero))
		return -errno;
	return (size_t)zero.zeropage == a->target_size
		       ? 0
		       : not_done(a, "some pages were not mapped");
}

static int check(struct activity *a)
{
	return target_expect(a, PAGE_PRESENT, PAGE_PRESENT,
			     "some pages are not there");
}

static const char *const needs[] = {"userfaultfd", NULL};

const struct workload workload_uffd_zeropage = {
	.name = "uffd-zeropage",
	.summary = "userfaultfd maps the zero page: a control",
	.needs = needs,
	.refuses = MEMORY_FILE | MEMORY_SHARED | MEMORY_HUGETLB | MEMORY_THP,
	.target_empty = true,
	.begin = begin,
	.end = uffd_end,
	.prepare = discard_target,
	.operate = operate,
	.check = check,
	.predict = predict_nothing,
	.predict_rest = predict_target,
};
