// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload process-madvise: every second page of a range is discarded by one
 * system call with a list of ranges. There is a notifier call for each range.
 */
#include <errno.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "support/page_state.h"
#include "workload.h"

#define RANGES_MAX 1024 /* UIO_MAXIOV */

static size_t count_ranges(const struct activity *a)
{
	size_t count = (a->target_size / mapping_page(&a->mapping) + 1) / 2;

	return count < RANGES_MAX ? count : RANGES_MAX;
}

static uintptr_t range(const struct activity *a, size_t i)
{
	return a->target + 2 * i * mapping_page(&a->mapping);
}

static int begin(struct activity *a)
{
	struct iovec *ranges = calloc(count_ranges(a), sizeof(*ranges));

	a->file = -1;
	a->own = ranges;
	if (!ranges)
		return -ENOMEM;
	for (size_t i = 0; i < count_ranges(a); i++)
		ranges[i] = (struct iovec){(void *)range(a, i),
					   mapping_page(&a->mapping)};
	a->file = (int)syscall(SYS_pidfd_open, getpid(), 0);
	return a->file < 0 ? -errno : 0;
}

static void end(struct activity *a)
{
	free(a->own);
	if (a->file >= 0)
		close(a->file);
}

static int operate(struct activity *a)
{
	size_t count = count_ranges(a);
	ssize_t n = syscall(SYS_process_madvise, a->file, a->own, count,
			    MADV_DONTNEED, 0);

	if (n < 0)
		return -errno;
	return (size_t)n == count * mapping_page(&a->mapping)
		       ? 0
		       : not_done(a, "some ranges were left out");
}

static void predict(const struct activity *a, struct notifier_calls *p)
{
	for (size_t i = 0; i < count_ranges(a); i++)
		predict_call(p, MNBENCH_EVENT_CLEAR, range(a, i),
			     range(a, i) + mapping_page(&a->mapping));
}

static const char *const needs[] = {"process-madvise", NULL};

const struct workload workload_process_madvise = {
	.name = "process-madvise",
	.summary = "process_madvise(MADV_DONTNEED) of every second page",
	.function = "zap_vma_range_batched",
	.events = EVENT(CLEAR),
	.needs = needs,
	.shares_vma = true,
	.begin = begin,
	.end = end,
	.prepare = write_target,
	.operate = operate,
	.predict = predict,
};
