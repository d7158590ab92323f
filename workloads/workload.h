/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A workload: one activity of an application that changes its address space.
 *
 * Each workloads/NAME.c defines one `const struct workload workload_NAME` and
 * is found by the build through its file name. A workload knows nothing of
 * modes: it is told where to act and predicts what the mm will tell its
 * subscribers.
 */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mnbench_abi.h"

#define PAGE_BYTES  4096UL
#define BLOCK_BYTES (2UL << 20) /* what one PMD maps */

/* What one operation makes the mm announce: one invalidate_range_start call. */
struct announcement {
	enum mnbench_event event;
	uintptr_t start;
	uintptr_t end; /* exclusive */
};

#define ANNOUNCEMENTS_MAX 16

struct prediction {
	size_t count;
	struct announcement
		calls[ANNOUNCEMENTS_MAX]; /* in the order of the calls */
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
	/* The target's pages: the first target_run of each target_stride. */
	size_t target_stride, target_run;
	bool target_zero;  /* they are read, never written */
	uintptr_t spare;   /* free address space of area_size, for moving to */
	void *child_stack; /* its top: shared memory, so that no fork announces
			       it */
	int child;         /* a process that finish() ends, or 0 */
	int file;          /* of the workload's own use */
};

struct workload {
	const char *name;
	const char *summary; /* one line: what one operation is */
	/*
	 * For workloads that act in the middle of a larger VMA: the area
	 * reaches from so many bytes before the target's 2 MiB block to so many
	 * behind the block's start. Multiples of 2 MiB. 0 and 0: the target is
	 * the area.
	 */
	size_t margin_before;
	size_t margin_behind;
	/*
	 * Acts on all device pages at once: the target is the device region, and
	 * the placement can only be overlap. `workload = *` leaves it out.
	 */
	bool everything;
	/* The target holds no page when operate() begins. */
	bool target_empty;

	/* Before each operation, not timed: bring the area into its state. */
	int (*prepare)(struct activity *a);
	/* The timed operation. */
	int (*operate)(struct activity *a);
	/* After each operation, not timed: undo it. */
	int (*finish)(struct activity *a);
	/* What operate() makes the mm announce. */
	void (*predict)(const struct activity *a, struct prediction *p);
	/* What prepare() and finish() do when operations follow each other. NULL:
	 * nothing. */
	void (*predict_rest)(const struct activity *a, struct prediction *p);
};

/*
 * prepare and finish may be NULL; all return 0 or -errno. The area is mapped
 * and the target written before the first prepare.
 */

/* The table of all workloads, ended by NULL. */
extern const struct workload *const workloads[];

const struct workload *workload_find(const char *name);

/* Helpers of several workloads */

/* Map [addr, addr + size) anonymous, private, writable, in place of what is
 * there. */
int map_area(uintptr_t addr, size_t size);
/* Write one byte to each page of [addr, addr + size). */
void touch_pages(uintptr_t addr, size_t size);
/* Read one byte of each: a page that was never written is the zero page. */
void read_pages(uintptr_t addr, size_t size);
/* What prepare() often is: the target's pages are written (or read). */
int write_target(struct activity *a);
/* Likewise, in an area that is mapped anew. */
int map_and_write_target(struct activity *a);
/*
 * A child that shares the area copy-on-write. It gets nothing else of the
 * process but text and its shared stack, and either exits at once or stays
 * until child_end() kills it.
 */
int child_start(struct activity *a, bool exits);
int child_end(struct activity *a);
/* Append an announcement. */
void predict_call(struct prediction *p, enum mnbench_event event,
		  uintptr_t start, uintptr_t end);

#endif
