// SPDX-License-Identifier: GPL-2.0-only
/*
 * Workload io-uring: buffers are registered with io_uring, which pins their
 * pages (pin_user_pages). A control: the pages stay where they are.
 */
#include <errno.h>
#include <linux/io_uring.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include "workload.h"

static int begin(struct activity *a)
{
	struct io_uring_params params = {0};

	a->file = (int)syscall(SYS_io_uring_setup, 1, &params);
	return a->file < 0 ? -errno : 0;
}

static void end(struct activity *a)
{
	if (a->file >= 0)
		close(a->file);
}

static int operate(struct activity *a)
{
	struct iovec range = {(void *)a->target, a->target_size};

	return syscall(SYS_io_uring_register, a->file, IORING_REGISTER_BUFFERS,
		       &range, 1)
		       ? -errno
		       : 0;
}

static int finish(struct activity *a)
{
	return syscall(SYS_io_uring_register, a->file,
		       IORING_UNREGISTER_BUFFERS, NULL, 0)
		       ? -errno
		       : 0;
}

static const char *const needs[] = {"io-uring", NULL};

const struct workload workload_io_uring = {
	.name = "io-uring",
	.summary = "a buffer registered with io_uring: a control",
	.needs = needs,
	.refuses = MEMORY_DISK | MEMORY_COPIED_BY_WRITE,
	.shares_vma = true,
	.begin = begin,
	.end = end,
	.prepare = write_target,
	.operate = operate,
	.finish = finish,
	.predict = predict_nothing,
};
