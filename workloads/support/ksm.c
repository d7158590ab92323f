// SPDX-License-Identifier: GPL-2.0-only
/* Kernel samepage merging. */
#include "support/ksm.h"

#include <errno.h>
#include <sys/mman.h>
#include <unistd.h>

#include "support/kernel_file.h"
#include "support/page_state.h"

#define KSM "/sys/kernel/mm/ksm/"

#define RUN_STOP    "0"
#define RUN_MERGE   "1"
#define RUN_UNMERGE "2"

#define PAGES_MAX 256   /* that share one frame: max_page_sharing */
#define POLLS_MAX 60000 /* of a millisecond */

int ksm_machine_begin(struct machine *machine, size_t size)
{
	int ret = machine_set(machine, KSM "pages_to_scan", "1000000");

	(void)size;
	if (!ret)
		ret = machine_set(machine, KSM "sleep_millisecs", "0");
	if (!ret)
		ret = machine_set(machine, KSM "use_zero_pages", "0");
	if (ret)
		return ret;
	/* Since 6.7. */
	ret = machine_set(machine, KSM "smart_scan", "0");
	return ret == -ENOENT ? 0 : ret;
}

static int unmerge(void)
{
	int ret = kernel_write(KSM "run", RUN_UNMERGE);

	return ret ? ret : kernel_write(KSM "run", RUN_STOP);
}

void ksm_machine_end(void)
{
	unmerge();
}

int ksm_begin(struct activity *a)
{
	return madvise((void *)a->area, a->area_size, MADV_MERGEABLE) ? -errno
								      : 0;
}

/* A last page that is alone in its group stays as it is. */
static size_t merged_pages(const struct activity *a)
{
	size_t count = a->target_size / PAGE_BYTES;

	return count % PAGES_MAX == 1 ? count - 1 : count;
}

static bool is_merged(const struct activity *a)
{
	return kernel_number(KSM "pages_shared") +
		       kernel_number(KSM "pages_sharing") ==
	       merged_pages(a);
}

int ksm_merge(struct activity *a)
{
	int ret = kernel_write(KSM "run", RUN_MERGE), stopped;
	int polls = 0;

	while (!ret && !is_merged(a) && polls++ < POLLS_MAX)
		usleep(1000);
	stopped = kernel_write(KSM "run", RUN_STOP);
	if (ret || stopped)
		return ret ? ret : stopped;
	return is_merged(a) ? 0 : not_done(a, "ksmd did not merge all pages");
}

/*
 * The second of two pages is protected and becomes the merged one, then the
 * first is protected and replaced. Each further page is protected and replaced.
 */
static void predict_group(struct notifier_calls *p, uintptr_t page,
			  size_t count)
{
	if (count < 2)
		return;
	predict_call(p, MNBENCH_EVENT_CLEAR, page + PAGE_BYTES,
		     page + 2 * PAGE_BYTES);
	for (size_t i = 0; i < count; i++) {
		uintptr_t at = page + i * PAGE_BYTES;

		for (int k = 0; i != 1 && k < 2; k++)
			predict_call(p, MNBENCH_EVENT_CLEAR, at,
				     at + PAGE_BYTES);
	}
}

void ksm_predict_merge(const struct activity *a, struct notifier_calls *p)
{
	size_t left = a->target_size / PAGE_BYTES;
	uintptr_t page = a->target;

	while (left) {
		size_t count = left < PAGES_MAX ? left : PAGES_MAX;

		predict_group(p, page, count);
		page += count * PAGE_BYTES;
		left -= count;
	}
}

int ksm_finish(struct activity *a)
{
	(void)a;
	return unmerge();
}
