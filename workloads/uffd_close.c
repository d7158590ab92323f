// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload uffd-close: a userfaultfd is closed whose pages are registered for
 * write protection, as when a snapshot of a virtual machine is complete. The
 * kernel takes protections back in each VMA as a whole, whether or not there
 * are any.
 */
#include <errno.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "support/page_state.h"
#include "support/uffd.h"
#include "workload.h"

static int prepare(struct activity *a)
{
	int ret = uffd_begin(a, 0);

	if (!ret)
		ret = uffd_register(a->file, a->area, a->area_size,
				    UFFDIO_REGISTER_MODE_WP);
	return ret ? ret : write_target(a);
}

static int operate(struct activity *a)
{
	int ret = close(a->file);

	a->file = -1;
	return ret ? -errno : 0;
}

/* Only a VMA that is not registered any more can be registered by another. */
static int finish(struct activity *a)
{
	int ret = uffd_begin(a, 0);

	if (ret)
		return ret;
	ret = uffd_register(a->file, a->area, a->area_size,
			    UFFDIO_REGISTER_MODE_MISSING);
	uffd_end(a);
	a->file = -1;
	return ret == -EBUSY ? not_done(a, "the pages are still registered")
			     : ret;
}

static int begin(struct activity *a)
{
	a->file = -1;
	return 0;
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_protection(p, a, a->area, area_end(a));
}

static const char *const needs[] = {"uffd-wp", NULL};

const struct workload workload_uffd_close = {
	.name = "uffd-close",
	.summary = "close(2) of a userfaultfd that protects pages against "
		   "writes",
	.function = "change_pmd_range (change_pud_range since 6.12)",
	.events = EVENT(PROTECTION_VMA),
	.needs = needs,
	.refuses = MEMORY_DISK,
	.begin = begin,
	.end = uffd_end,
	.prepare = prepare,
	.operate = operate,
	.finish = finish,
	.predict = predict,
};
