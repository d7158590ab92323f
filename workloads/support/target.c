// SPDX-License-Identifier: GPL-2.0-only
/* What several workloads do to their whole target. */
#include "support/target.h"

#include <errno.h>
#include <sys/mman.h>

#include "support/area.h"

int touch_target(struct activity *a)
{
	touch_pages(a->target, a->target_size);
	return 0;
}

int map_target(struct activity *a)
{
	return map_memory(&a->mapping, a->target, a->target_size);
}

int write_target_to_disk(struct activity *a)
{
	write_target(a);
	if (!a->mapping.disk)
		return 0;
	return msync((void *)a->target, a->target_size, MS_SYNC) ? -errno : 0;
}

void predict_write_to_disk(const struct activity *a, struct notifier_calls *p)
{
	if (a->mapping.disk)
		predict_pages(p, MNBENCH_EVENT_PROTECTION_PAGE, a->target,
			      target_end(a));
}

int unmap_target(struct activity *a)
{
	return munmap((void *)a->target, a->target_size) ? -errno : 0;
}

int free_target(struct activity *a)
{
	return madvise((void *)a->target, a->target_size, MADV_FREE) ? -errno
								     : 0;
}

int lock_target(struct activity *a)
{
	return mlock((void *)a->target, a->target_size) ? -errno : 0;
}

int unlock_target(struct activity *a)
{
	return munlock((void *)a->target, a->target_size) ? -errno : 0;
}

int forbid_writes(struct activity *a)
{
	return mprotect((void *)a->target, a->target_size, PROT_READ) ? -errno
								      : 0;
}

int permit_writes(struct activity *a)
{
	return mprotect((void *)a->target, a->target_size,
			PROT_READ | PROT_WRITE)
		       ? -errno
		       : 0;
}

int move_target(struct activity *a)
{
	void *p = mremap((void *)a->target, a->target_size, a->target_size,
			 MREMAP_MAYMOVE | MREMAP_FIXED, (void *)a->spare);

	return p == MAP_FAILED ? -errno : 0;
}

int unmap_spare(struct activity *a)
{
	return munmap((void *)a->spare, a->target_size) ? -errno : 0;
}

int read_fresh_target(struct activity *a)
{
	int ret = discard_target(a);

	if (!ret)
		read_pages(a->target, a->target_size);
	return ret;
}

int cut_target(struct activity *a)
{
	return cut_vmas(a->target, a->target_size, target_piece(a));
}

int map_and_cut_target(struct activity *a)
{
	int ret = map_and_write_target(a);

	return ret ? ret : cut_target(a);
}
