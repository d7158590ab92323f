// SPDX-License-Identifier: GPL-2.0-only
#include "agent/allocator.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "agent/kernel.h"
#include "workload.h"

/*
 * Every other one has pages. Half of it is more than the partly used slabs of each of
 * these caches have room for: after a boot some tens, as few processes have run.
 */
#define VMAS 256

void allocator_shrink(void)
{
	DIR *caches = opendir("/sys/kernel/slab");
	struct dirent *cache;

	/* What the last process left to RCU, and what that leaves, goes first. */
	kernel_quiesce();
	kernel_quiesce();
	while (caches && (cache = readdir(caches))) {
		char path[sizeof(cache->d_name) + 64];
		int fd;

		if (cache->d_type != DT_DIR || cache->d_name[0] == '.')
			continue; /* links are other names of the same */
		snprintf(path, sizeof(path), "/sys/kernel/slab/%s/shrink",
			 cache->d_name);
		fd = open(path, O_WRONLY | O_CLOEXEC);
		if (fd < 0)
			continue;
		if (write(fd, "1", 1) != 1)
			fprintf(stderr, "%s: %s\n", path, strerror(errno));
		close(fd);
	}
	if (caches)
		closedir(caches);
}

/* Every other page is another VMA, with pages of its own. */
static int cut_up(char *pages)
{
	for (size_t i = 0; i < VMAS; i += 2) {
		char *page = pages + i * PAGE_BYTES;

		if (mprotect(page, PAGE_BYTES, PROT_READ | PROT_WRITE))
			return -errno;
		*page = 1;
	}
	return 0;
}

/*
 * Objects are taken until the partly used slabs are full and the last ones come from
 * a new slab; when all but the few are freed that the tree keeps, this CPU goes on with
 * that. Where the kernel has sheaves in front of its slabs, they are full then.
 */
int allocator_free_slabs(void)
{
	size_t size = VMAS * PAGE_BYTES;
	char *pages = mmap(NULL, size, PROT_NONE,
			   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	int ret;

	if (pages == MAP_FAILED)
		return -errno;
	ret = cut_up(pages);
	munmap(pages, size);
	/* Tree nodes, of some kernels VMAs too, are freed by RCU. */
	return ret ? ret : kernel_quiesce();
}
