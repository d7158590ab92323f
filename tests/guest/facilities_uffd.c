// SPDX-License-Identifier: GPL-2.0-only
/* What the kernel can do to pages: userfaultfd(2). */
#include <errno.h>
#include <fcntl.h>
#include <linux/userfaultfd.h>
#include <sys/ioctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "facilities.h"

/* Since Linux 6.8: the libraries' headers may be older. */
#define FEATURE_MOVE (1ULL << 16)
struct uffd_move {
	uint64_t to, from, size, mode;
	int64_t moved;
};
#define IOCTL_MOVE _IOWR(UFFDIO, 0x05, struct uffd_move)

int uffd_open(bool move)
{
	struct uffdio_api api = {
		.api = UFFD_API,
		.features = UFFD_FEATURE_SIGBUS | (move ? FEATURE_MOVE : 0),
	};
	int fd = syscall(SYS_userfaultfd, O_CLOEXEC | O_NONBLOCK);

	if (fd >= 0 && ioctl(fd, UFFDIO_API, &api)) {
		close(fd);
		return -1;
	}
	return fd;
}

bool has_uffd(bool move)
{
	int fd = uffd_open(move);

	if (fd < 0)
		return false;
	close(fd);
	return true;
}

int uffd_register(int fd, uintptr_t addr, size_t size, bool write_protect)
{
	struct uffdio_register request = {
		.range = {.start = addr, .len = size},
		.mode = write_protect ? UFFDIO_REGISTER_MODE_WP
				      : UFFDIO_REGISTER_MODE_MISSING,
	};

	return ioctl(fd, UFFDIO_REGISTER, &request) ? -errno : 0;
}

int uffd_unregister(int fd, uintptr_t addr, size_t size)
{
	struct uffdio_range range = {.start = addr, .len = size};

	return ioctl(fd, UFFDIO_UNREGISTER, &range) ? -errno : 0;
}

int uffd_write_protect(int fd, uintptr_t addr, size_t size, bool protect)
{
	struct uffdio_writeprotect request = {
		.range = {.start = addr, .len = size},
		.mode = protect ? UFFDIO_WRITEPROTECT_MODE_WP : 0,
	};

	return ioctl(fd, UFFDIO_WRITEPROTECT, &request) ? -errno : 0;
}

int uffd_move(int fd, uintptr_t to, uintptr_t from, size_t size)
{
	struct uffd_move request = {.to = to, .from = from, .size = size};

	if (!ioctl(fd, IOCTL_MOVE, &request))
		return 0;
	/* A part may have been moved. */
	return request.moved > 0 ? 0 : -errno;
}
