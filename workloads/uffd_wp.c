// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload uffd-wp: pages are protected by userfaultfd, as snapshots of virtual
 * machines need it. No VMA is split for that, wherever the pages are.
 */
#include <linux/userfaultfd.h>

#include "support/page_state.h"
#include "support/uffd.h"
#include "workload.h"

static int begin(struct activity *a)
{
	int ret = uffd_begin(a, 0);

	return ret ? ret
		   : uffd_register(a->file, a->area, a->area_size,
				   UFFDIO_REGISTER_MODE_WP);
}

static int operate(struct activity *a)
{
	return uffd_write_protect(a->file, a->target, a->target_size, true);
}

static int check(struct activity *a)
{
	return target_expect(a, PAGE_UFFD_WP, PAGE_UFFD_WP,
			     "the pages are not protected");
}

static int finish(struct activity *a)
{
	return uffd_write_protect(a->file, a->target, a->target_size, false);
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	predict_protection(p, a, a->target, target_end(a));
}

static void predict_rest(const struct activity *a, struct notifier_calls *p)
{
	predict(a, p); /* finish() permits writes again */
}

static const char *const needs[] = {"uffd-wp", NULL};

const struct workload workload_uffd_wp = {
	.name = "uffd-wp",
	.summary = "userfaultfd protects pages against writes",
	.function = "change_pmd_range (change_pud_range since 6.12)",
	.events = EVENT(PROTECTION_VMA),
	.needs = needs,
	.takes_access = true,
	.begin = begin,
	.end = uffd_end,
	.prepare = write_target,
	.operate = operate,
	.check = check,
	.finish = finish,
	.predict = predict,
	.predict_rest = predict_rest,
};
