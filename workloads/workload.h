/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The interface of workloads. A workload is an operation of an application that
 * changes its address space.
 *
 * Each workloads/NAME.c defines one `const struct workload workload_NAME`. The
 * build finds it by its file name. A workload knows nothing of modes: it is
 * given the range to act on, and predicts the notifier calls that the mm makes.
 */
#ifndef WORKLOAD_H
#define WORKLOAD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mnbench_abi.h"

#define PAGE_BYTES  4096UL
#define BLOCK_BYTES (2UL << 20) /* what one PMD maps */

/* One notifier call of the mm: a call of invalidate_range_start. */
struct notifier_call {
	enum mnbench_event event;
	uintptr_t start;
	uintptr_t end; /* exclusive */
};

#define NOTIFIER_CALLS_MAX 16

/* The predicted notifier calls, in the order in which the mm makes them. */
struct prediction {
	size_t count;
	struct notifier_call calls[NOTIFIER_CALLS_MAX];
};

/* How memory is mapped; by default anonymous, private and writable. */
struct mapping {
	bool mapped_file; /* the file below, at the offset from base */
	int file;
	uintptr_t base;
	bool shared;
	bool thp;     /* with MADV_HUGEPAGE */
	bool hugetlb; /* anonymous, from the pool of huge pages */
};

/* The range that a fork copies beside the area; size 0: none. */
struct copied_range {
	uintptr_t start;
	size_t size;
};

/*
 * The memory that a workload acts on. The area is mapped for the workload,
 * which may unmap it. The target is the part of the area that each operation
 * changes.
 */
struct activity {
	uintptr_t area;
	size_t area_size; /* bytes */
	uintptr_t target;
	size_t target_size; /* bytes */
	/* The target's pages: the first target_run of each target_stride. */
	size_t target_stride, target_run;
	bool target_read;       /* the pages are read, never written */
	struct mapping mapping; /* of the area */
	/* In front of the area and behind it. */
	struct copied_range copied[2];
	uintptr_t spare; /* free address space of area_size bytes, for mremap */
	/* Top of a stack in shared memory: fork makes no call for that. */
	void *child_stack;
	int child; /* a process that finish() ends, or 0 */
	int file;  /* for the workload's own use */
};

/*
 * A workload: its area and its functions. The functions that return an int
 * return 0 or -errno; prepare and finish may be NULL. Before the first prepare
 * the area is mapped and the target is written.
 */
struct workload {
	const char *name;
	const char *summary; /* one line: what one operation is */
	/*
	 * For workloads that act in the middle of a larger VMA: the area begins
	 * margin_before bytes before the start of the target's 2 MiB block and
	 * ends margin_behind bytes after that start. Multiples of 2 MiB. If
	 * both are 0, the target is the area.
	 */
	size_t margin_before;
	size_t margin_behind;
	/*
	 * The workload acts on all device pages at once: the target is the
	 * device region, and the placement is always overlap. `workload = *`
	 * does not include it.
	 */
	bool everything;
	/*
	 * The kernel looks which pages were used, and what it asks a subscriber
	 * for that differs by kernel. `workload = *` does not include it.
	 */
	bool ages;
	/* It switches multi-generational LRU off and on, for all processes. */
	bool switches_lru_gen;
	/* The target is not mapped any more after operate(). */
	bool unmaps;
	/* A child gets the memory of the process, and so of all threads. */
	bool forks;
	/* The target holds no page when operate() begins. */
	bool target_empty;

	/* Whether this kernel can do it, else -errno. NULL: any kernel can. */
	int (*available)(void);
	/* Before each operation, untimed: bring the area into its state. */
	int (*prepare)(struct activity *a);
	/* The timed operation. */
	int (*operate)(struct activity *a);
	/* After each operation, untimed: undo the operation. */
	int (*finish)(struct activity *a);
	/* List the notifier calls of operate(). */
	void (*predict)(const struct activity *a, struct prediction *p);
	/*
	 * List the notifier calls of prepare() and finish() between two
	 * operations. NULL: there are none.
	 */
	void (*predict_rest)(const struct activity *a, struct prediction *p);
};

/* The table of all workloads, ended by NULL. */
extern const struct workload *const workloads[];

const struct workload *workload_find(const char *name);

/* Helpers that several workloads use */

/*
 * Map [addr, addr + size) anonymous, private and writable, or as @mapping says.
 * It replaces mappings that are there. Returns 0 or -errno.
 */
int map_area(uintptr_t addr, size_t size);
int map_memory(const struct mapping *mapping, uintptr_t addr, size_t size);
/* Write one byte to each page of [addr, addr + size). */
void touch_pages(uintptr_t addr, size_t size);
/*
 * Read one byte of each page: a page that was never written is the zero page.
 */
void read_pages(uintptr_t addr, size_t size);
/* Write, or with target_read read, the pages of the target. For prepare(). */
int write_target(struct activity *a);
/* The same in an area that is mapped again. */
int map_and_write_target(struct activity *a);
/*
 * Start a child that shares the area copy-on-write. Apart from that it has only
 * the program's text and a shared stack. It exits at once if @exits, else it
 * stays until child_end() kills it. Both return 0 or -errno.
 */
int child_start(struct activity *a, bool exits);
int child_end(struct activity *a);
int child_end_pid(int pid);
/* Append the notifier calls of a fork. */
void predict_fork(const struct activity *a, struct prediction *p);
/*
 * Whether this kernel makes a second notifier call for each such VMA that it
 * unmaps, inside the one for the whole range.
 */
bool unmap_calls_twice(const struct mapping *mapping);
/* Append a notifier call for [start, end) to the prediction. */
void predict_call(struct prediction *p, enum mnbench_event event,
		  uintptr_t start, uintptr_t end);

#endif
