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

#include "support/activity.h"
#include "support/area.h"
#include "support/machine.h"
#include "support/notifier_calls.h"
#include "support/target.h"

#define EVENT(name) (1u << MNBENCH_EVENT_##name)

/*
 * A workload: its area and its functions. The functions that return an int
 * return 0 or -errno; prepare, check and finish may be NULL. Before the first
 * prepare the area is mapped and the target is written.
 */
struct workload {
	const char *name;
	const char *summary; /* one line: what one operation is */
	/*
	 * The function of the kernel that makes the calls: "unmap_vmas"; with
	 * several, in the order of the calls. NULL: there are none.
	 */
	const char *function;
	/*
	 * What it does depends on a library, so its calls are counted, and not
	 * predicted. It acts far away from the device region: no device has
	 * pages there. It predicts nothing, and names no function.
	 */
	bool measured;
	/* It uses the allocator, which the key `allocator` may choose. */
	bool allocates;
	/* The events of these calls, or those that they may have: EVENT(). */
	unsigned int events;
	/* `workload = *` includes it. */
	bool common;
	/*
	 * For workloads that act in the middle of a larger VMA: the area begins
	 * margin_before bytes before the start of the target's 2 MiB block and
	 * ends margin_behind bytes after that start. Multiples of 2 MiB. If
	 * both are 0, the target is the area.
	 */
	size_t margin_before;
	size_t margin_behind;
	/*
	 * Targets that must fit between the target's start and the end of the
	 * area, if that is more than one; and the least number of pages.
	 */
	size_t room, pages_min;
	/* What the kernel must have: names of common/needs.h, ended by NULL. */
	const char *const *needs;
	/*
	 * What the memory that it acts on must be, and must not be: MEMORY_*
	 * bits. Memory that it wants takes the place of the device region's.
	 */
	unsigned int wants, refuses;
	/*
	 * It changes the memory as a whole, or maps its own, so that memory of
	 * the device region does not do.
	 */
	bool own_memory;
	/* It acts in the spare area, or anywhere: placement far alone. */
	bool far_only;
	/* It changes something that the process or the machine has once. */
	bool one_thread;
	/* Between operate() and finish() nobody can use the target. */
	bool takes_access;
	/* The memory that it maps itself cannot be written. */
	bool read_only;
	/*
	 * The workload acts on all device pages at once: the target is the
	 * device region, and the placement is always overlap.
	 */
	bool everything;
	/*
	 * The kernel looks which pages were used, and what it asks a subscriber
	 * for that differs by kernel.
	 */
	bool ages;
	/* It makes no call, but flushes a TLB. */
	bool flushes;
	/* Pages that were used stay, also those that a subscriber has used. */
	bool spares_used;
	/*
	 * Its area may be a part of a larger VMA, on which other threads act,
	 * too: it makes the same calls there, and leaves the VMA whole.
	 */
	bool shares_vma;
	/* The target is not mapped any more after operate(). */
	bool unmaps;
	/* A child gets the memory of the process, and so of all threads. */
	bool forks;
	/*
	 * It fails, or makes calls again, for a page that somebody else holds
	 * for a moment. In a guest DAMON, which does, is stopped meanwhile.
	 */
	bool undisturbed;
	/* It chooses the NUMA nodes of its memory, or of the process's. */
	bool own_nodes;
	/* The target holds no page when operate() begins. */
	bool target_empty;

	/*
	 * Change what the whole machine does, before the process of a sample
	 * starts, for a target of @size bytes; and end what is not a setting of
	 * @machine, also after a failure. Others would notice, so only a guest
	 * is changed. NULL: nothing is.
	 */
	int (*machine_begin)(struct machine *machine, size_t size);
	void (*machine_end)(void);
	/*
	 * Before the first prepare() and after the last finish(); end() also
	 * when begin() failed. NULL: nothing to do.
	 */
	int (*begin)(struct activity *a);
	void (*end)(struct activity *a);
	/* Before each operation, untimed: bring the area into its state. */
	int (*prepare)(struct activity *a);
	/* The timed operation. */
	int (*operate)(struct activity *a);
	/*
	 * After each operation, untimed: check that it did its work, where its
	 * return value does not tell. The device uses pages only then.
	 */
	int (*check)(struct activity *a);
	/* And then undo it. */
	int (*finish)(struct activity *a);
	/* List the notifier calls of operate(). */
	void (*predict)(const struct activity *a, struct notifier_calls *p);
	/*
	 * List the notifier calls of prepare() and finish() between two
	 * operations. NULL: there are none.
	 */
	void (*predict_rest)(const struct activity *a,
			     struct notifier_calls *p);
};

/* The table of all workloads, ended by NULL. */
extern const struct workload *const workloads[];

const struct workload *workload_find(const char *name);

/*
 * Where the area ends: bytes behind the start of the target's 2 MiB block, for
 * a target of @size bytes that begins @offset bytes behind it. Only for a
 * workload with margins.
 */
size_t workload_area_behind(const struct workload *workload, size_t offset,
			    size_t size);

/*
 * Whether it can act on such memory (MEMORY_* bits), away from the device
 * region; on anonymous memory, 0, or what takes its place, it can.
 */
bool workload_takes(const struct workload *workload, unsigned int memory);

/* Whether it acts on memory of the device region where it is placed there. */
static inline bool workload_uses_region(const struct workload *workload)
{
	return !workload->own_memory && !workload->wants;
}

#endif
