// SPDX-License-Identifier: GPL-2.0-only
/* Userfaultfd. */
#include "support/uffd.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "support/page_state.h"

/* What linux/userfaultfd.h of newer kernels has. */
struct move {
	uint64_t to, from, size, mode;
	int64_t moved;
};
#define MOVE _IOWR(UFFDIO, 0x05, struct move)

int uffd_open(uint64_t features)
{
	struct uffdio_api api = {.api = UFFD_API,
				 .features = features | UFFD_FEATURE_SIGBUS};
	int fd = (int)syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK), ret;

	if (fd < 0)
		return -errno;
	if (!ioctl(fd, UFFDIO_API, &api))
		return fd;
	ret = -errno;
	close(fd);
	return ret;
}

int uffd_register(int fd, uintptr_t start, size_t size, uint64_t mode)
{
	struct uffdio_register range = {.range = {start, size}, .mode = mode};

	return ioctl(fd, UFFDIO_REGISTER, &range) ? -errno : 0;
}

int uffd_unregister(int fd, uintptr_t start, size_t size)
{
	struct uffdio_range range = {start, size};

	return ioctl(fd, UFFDIO_UNREGISTER, &range) ? -errno : 0;
}

int uffd_write_protect(int fd, uintptr_t start, size_t size, bool protect)
{
	struct uffdio_writeprotect range = {
		.range = {start, size},
		.mode = protect ? UFFDIO_WRITEPROTECT_MODE_WP : 0,
	};

	return ioctl(fd, UFFDIO_WRITEPROTECT, &range) ? -errno : 0;
}

ssize_t uffd_move(int fd, uintptr_t to, uintptr_t from, size_t size)
{
	struct move move = {.to = to, .from = from, .size = size};

	if (!ioctl(fd, MOVE, &move) || move.moved > 0)
		return move.moved;
	return -errno;
}

int uffd_begin(struct activity *a, uint64_t features)
{
	a->file = uffd_open(features);
	return a->file < 0 ? a->file : 0;
}

void uffd_end(struct activity *a)
{
	if (a->file >= 0)
		close(a->file);
}

int uffd_begin_wp(struct activity *a)
{
	int ret = uffd_begin(a, 0);

	return ret ? ret
		   : uffd_register(a->file, a->area, a->area_size,
				   UFFDIO_REGISTER_MODE_WP);
}

int uffd_expect_protected(struct activity *a)
{
	return target_expect(a, PAGE_UFFD_WP, PAGE_UFFD_WP,
			     "the pages are not protected");
}

int uffd_permit_target(struct activity *a)
{
	return uffd_write_protect(a->file, a->target, a->target_size, false);
}
