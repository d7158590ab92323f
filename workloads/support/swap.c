// SPDX-License-Identifier: GPL-2.0-only
/* Swap space on a compressed RAM disk. */
#include "support/swap.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/swap.h>
#include <unistd.h>

#include "support/activity.h"
#include "support/kernel_file.h"

#define DISK     "/dev/zram0"
#define SIZE     "/sys/block/zram0/disksize"
#define SIZE_MIN (16UL << 20)

#define RESET "/sys/block/zram0/reset"

/* What mkswap(8) writes: the first page of the disk. */
union swap_header {
	char page[PAGE_BYTES];
	struct {
		char boot[1024];
		uint32_t version, last_page, bad_pages;
	} info;
};

static size_t disk_size(size_t size)
{
	size = (2 * size + BLOCK_BYTES - 1) / BLOCK_BYTES * BLOCK_BYTES;
	return size < SIZE_MIN ? SIZE_MIN : size;
}

static const char magic[] = "SWAPSPACE2"; /* at the end, without its zero */

int swap_make(const char *disk, size_t size)
{
	union swap_header header = {
		.info = {.version = 1,
			 .last_page = (uint32_t)(size / PAGE_BYTES - 1)}};
	int fd = open(disk, O_WRONLY | O_CLOEXEC), ret = 0;

	if (fd < 0)
		return -errno;
	memcpy(header.page + PAGE_BYTES - (sizeof(magic) - 1), magic,
	       sizeof(magic) - 1);
	if (write(fd, &header, sizeof(header)) != (ssize_t)sizeof(header) ||
	    fsync(fd))
		ret = -errno;
	close(fd);
	return ret;
}

int swap_begin(struct machine *machine, size_t size)
{
	int ret = kernel_write_number(SIZE, disk_size(size));

	(void)machine;
	if (!ret)
		ret = swap_make(DISK, disk_size(size));
	if (!ret && swapon(DISK, 0))
		ret = -errno;
	return ret;
}

void swap_end(void)
{
	swapoff(DISK);
	kernel_write(RESET, "1");
}
