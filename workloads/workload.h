/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A workload: one activity of an application that changes its address space.
 *
 * Each workloads/NAME.c defines one `const struct workload workload_NAME` and is
 * found by the build through its file name. A workload knows nothing of modes:
 * it is told where to act and predicts what the mm will tell its subscribers.
 */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mnbench_abi.h"

/* What one operation makes the mm announce: one invalidate_range_start call. */
struct announcement {
	enum mnbench_event event;
	uintptr_t start;
	uintptr_t end; /* exclusive */
};

#define ANNOUNCEMENTS_MAX 16

struct prediction {
	size_t count;
	struct announcement calls[ANNOUNCEMENTS_MAX]; /* in the order of the calls */
};

/* Where kernels differ in what they announce; a row of the table in kernel.c. */
struct kernel_traits {
	const char *since; /* first release with this behaviour */
	/*
	 * mprotect announces one range for each piece of this size that has page
	 * tables: a PUD's 1 GiB up to 6.11, a P4D's 512 GiB since.
	 */
	uint64_t mprotect_piece;
};

/*
 * Where an activity acts. The area is what the workload maps and owns; it may
 * unmap it. The target is the part of the area that each operation changes.
 */
struct activity {
	uintptr_t area;
	size_t area_size; /* bytes */
	uintptr_t target;
	size_t target_size; /* bytes */
	uintptr_t spare; /* free address space of area_size, for moving to */
	const struct kernel_traits *kernel;
	int child; /* a process that finish() ends, or 0 */
};

struct workload {
	const char *name;
	const char *summary; /* one line: what one operation is */
	/*
	 * Bytes of area before and behind the target, for workloads that act in
	 * the middle of a larger VMA; multiples of 2 MiB. 0: the target is the area.
	 */
	size_t margin_before;
	size_t margin_behind;
	/* The target holds no page when operate() begins. */
	bool target_empty;

	/* Once before all operations. The area is mapped and written. */
	int (*setup)(struct activity *a);
	/* Before each operation, not timed: bring the area into its state. */
	int (*prepare)(struct activity *a);
	/* The timed operation. */
	int (*operate)(struct activity *a);
	/* After each operation, not timed: undo it. */
	int (*finish)(struct activity *a);
	/* What operate() makes the mm announce. */
	void (*predict)(const struct activity *a, struct prediction *p);
};

/* All functions but operate and predict may be NULL; they return 0 or -errno. */

/* The table of all workloads, ended by NULL. */
extern const struct workload *const workloads[];

const struct workload *workload_find(const char *name);

/* Helpers of several workloads */

/* Map [addr, addr + size) anonymous, private, writable, in place of what is there. */
int map_area(uintptr_t addr, size_t size);
/* Write one byte to each page of [addr, addr + size). */
void touch_pages(uintptr_t addr, size_t size);
/* Append an announcement. */
void predict_call(struct prediction *p, enum mnbench_event event,
		  uintptr_t start, uintptr_t end);

#endif
