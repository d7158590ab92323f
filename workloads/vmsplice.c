// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload vmsplice: a pipe gets references to pages of the process
 * (get_user_pages). A control: the pages stay where they are.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/uio.h>
#include <unistd.h>

#include "support/page_state.h"
#include "workload.h"

/* The pipe, and a place to read what is in it. */
struct own {
	int end[2];
	char page[PAGE_BYTES];
};

static int begin(struct activity *a)
{
	struct own *own = calloc(1, sizeof(*own));
	size_t size;

	a->own = own;
	if (!own)
		return -ENOMEM;
	if (pipe2(own->end, O_CLOEXEC))
		return -errno;
	/* A pipe counts pages, and its size is a power of two. */
	for (size = 16 * PAGE_BYTES; size < a->target_size; size *= 2)
		;
	return fcntl(own->end[1], F_SETPIPE_SZ, size) < 0 ? -errno : 0;
}

static void end(struct activity *a)
{
	struct own *own = a->own;

	if (own && own->end[1]) {
		close(own->end[0]);
		close(own->end[1]);
	}
	free(own);
}

static int operate(struct activity *a)
{
	const struct own *own = a->own;
	struct iovec range = {(void *)a->target, a->target_size};
	ssize_t n = vmsplice(own->end[1], &range, 1, 0);

	if (n < 0)
		return -errno;
	return (size_t)n == a->target_size
		       ? 0
		       : not_done(a, "the pipe took a part only");
}

static int finish(struct activity *a)
{
	struct own *own = a->own;

	for (size_t i = 0; i < a->target_size; i += PAGE_BYTES)
		if (read(own->end[0], own->page, PAGE_BYTES) !=
		    (ssize_t)PAGE_BYTES)
			return -EIO;
	return 0;
}

const struct workload workload_vmsplice = {
	.name = "vmsplice",
	.summary = "vmsplice(2) of pages into a pipe: a control",
	/* No pipe has room for so many pages. */
	.refuses = MEMORY_GIGANTIC,
	.shares_vma = true,
	.begin = begin,
	.end = end,
	.prepare = write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict_nothing,
};
