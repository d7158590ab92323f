// SPDX-License-Identifier: GPL-2.0-only
/* Setting the kernel of a guest to the memory of an activity. */
#include "agent/activity_memory.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/mount.h>
#include <unistd.h>

#include "agent/kernel_modules.h"
#include "agent/layout.h"
#include "common/cell_activity.h"
#include "support/kernel_file.h"

#define THP     "/sys/kernel/mm/transparent_hugepage/"
#define POOLS   "/sys/kernel/mm/hugepages/"
#define POOL_2M POOLS "hugepages-2048kB/nr_hugepages"
#define POOL_1G POOLS "hugepages-1048576kB/nr_hugepages"
#define NEVER   "4000000000" /* ms until khugepaged looks by itself */

#define DISK "/dev/ram0"
/* The file system of vm/kernel.sh: all of its disk that is not zero. */
#define DISK_HEAD "/ext4.head"
/* Hundredths of a second until the kernel writes by itself: not in a sample. */
#define NEVER_WRITTEN "100000000"

/* Neither the file system nor its inodes may be written at a later time. */
#define EXT4_FLAGS   (MS_NOATIME | MS_LAZYTIME)
#define EXT4_OPTIONS "noinit_itable,noauto_da_alloc"

static int allow_thp(struct machine *machine)
{
	int ret = machine_set(machine, THP "khugepaged/scan_sleep_millisecs",
			      NEVER);

	return ret ? ret : machine_set(machine, THP "enabled", "madvise");
}

/* Beside the pages that others have reserved. */
static int grow_pool(struct machine *machine, const char *path, uint64_t pages)
{
	uint64_t wanted;
	int ret;

	if (access(path, F_OK))
		return -ENODEV;
	wanted = kernel_number(path) + pages;
	ret = machine_set_number(machine, path, wanted);
	return ret ? ret : kernel_number(path) < wanted ? -ENOMEM : 0;
}

static int copy(int from, int to)
{
	char bytes[4096];
	ssize_t n;

	while ((n = read(from, bytes, sizeof(bytes))) > 0)
		if (write(to, bytes, (size_t)n) != n)
			return -EIO;
	return n || fsync(to) ? -errno : 0;
}

/* A fresh file system, whatever was on the disk. */
static int make_ext4(void)
{
	int head = open(DISK_HEAD, O_RDONLY | O_CLOEXEC);
	int disk = open(DISK, O_WRONLY | O_CLOEXEC);
	int ret = head < 0 || disk < 0 ? -ENODEV : copy(head, disk);

	if (head >= 0)
		close(head);
	if (disk >= 0)
		close(disk);
	return ret;
}

static int mount_ext4(struct machine *machine)
{
	int ret = machine_set(machine, "/proc/sys/vm/dirty_writeback_centisecs",
			      NEVER_WRITTEN);

	if (!ret)
		ret = machine_set(machine,
				  "/proc/sys/vm/dirty_expire_centisecs",
				  NEVER_WRITTEN);
	if (!ret)
		ret = make_ext4();
	return ret ? ret
		   : machine_mount(machine, DISK, ACTIVITY_FOLDER, "ext4",
				   EXT4_FLAGS, EXT4_OPTIONS);
}

static int begin(struct machine *machine, const struct cell *cell)
{
	uint64_t pool = cell_activity_pool(cell);

	if (cell->page_size == PAGE_SIZE_THP)
		return allow_thp(machine);
	if (pool)
		return grow_pool(machine,
				 cell->page_size == PAGE_SIZE_1G ? POOL_1G
								 : POOL_2M,
				 pool);
	if (cell->activity_backing == ACTIVITY_TMPFS)
		return machine_mount(machine, "tmpfs", ACTIVITY_FOLDER, "tmpfs",
				     0, "size=100%");
	if (cell->activity_backing == ACTIVITY_EXT4)
		return mount_ext4(machine);
	return 0;
}

int activity_memory_begin(struct machine *machine, const struct cell *cell)
{
	int ret = begin(machine, cell);

	if (ret)
		machine_restore(machine);
	return ret;
}

void activity_memory_end(const struct cell *cell)
{
	const struct workload *workload = workload_find(cell->workload);

	/* The disk keeps all that was written to it. */
	if (cell->activity_backing == ACTIVITY_EXT4 ||
	    (workload && workload->wants & MEMORY_DISK))
		kernel_modules_renew("brd");
}
