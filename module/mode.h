/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A mode: how the device subscribes to the address space. Each mode_NAME.c
 * defines one `const struct mnb_mode mnb_mode_NAME` and is found by its file
 * name.
 */
#ifndef MNB_MODE_H
#define MNB_MODE_H

#include <linux/mmu_notifier.h>
#include <linux/module.h>
#include <linux/stringify.h>
#include <linux/types.h>

#include "mode_info.h"

struct mnb_session;

/* One attempt to map pages on the device. */
struct mnb_fault {
	/* Bytes, whole pages; the mode may lower end. */
	unsigned long start, end;
	bool write;
	struct mnb_pt_stash *stash; /* nodes that fault_begin() may take */
	/* Set by the mode: what hmm_range_fault() checks for invalidations. */
	struct mmu_interval_notifier *notifier;
	void *private; /* the mode's own */
	unsigned long seq;
};

struct mnb_mode {
	const struct mode_info *info;
	/* Why this kernel cannot have it, else NULL. Then all below is unset. */
	const char *lacking;
	size_t state_size; /* of the zeroed memory at session->state */

	/* Both may sleep; no command runs meanwhile. */
	int (*attach)(struct mnb_session *session);
	void (*detach)(struct mnb_session *session);
	/*
	 * Wait for deferred removals. NULL: there are none. -EINTR when a fatal
	 * signal came first.
	 */
	int (*settle)(struct mnb_session *session);

	/*
	 * Whole pages, at least one. May sleep; other commands may run. NULL: the
	 * device can use any memory.
	 */
	int (*register_buffer)(struct mnb_session *session, unsigned long start,
			       unsigned long length);
	int (*unregister_buffer)(struct mnb_session *session,
				 unsigned long start, unsigned long length);

	/*
	 * The device side; all NULL in modes without a device.
	 *
	 * Find or make the subscription that covers fault->start, keep it until
	 * fault_end(), and limit fault->end to it. May sleep. -EACCES: nothing
	 * can cover it.
	 */
	int (*fault_begin)(struct mnb_session *session,
			   struct mnb_fault *fault);
	/* Begin a read side: sets fault->seq. May sleep. -EBUSY: try again. */
	int (*read_begin)(struct mnb_session *session, struct mnb_fault *fault);
	/* Under the device lock: whether the read side collided. */
	bool (*read_retry)(struct mnb_session *session,
			   struct mnb_fault *fault);
	/* Under the device lock: @pages were newly mapped. NULL: not of
	 * interest. */
	void (*mapped)(struct mnb_session *session, struct mnb_fault *fault,
		       unsigned long pages);
	/* NULL: nothing was kept. */
	void (*fault_end)(struct mnb_session *session, struct mnb_fault *fault);
};

/* The build names all modes: MNB_MODES is X(none) X(stale) ... */
#define X(name) extern const struct mnb_mode mnb_mode_##name;
MNB_MODES
#undef X

const struct mnb_mode *mnb_mode_find(const char *name);

/*
 * `modinfo -F mode mnbench.ko` prints the names of its modes. A test compares
 * mode_table, the whole description, with what userspace was built with.
 */
#ifndef MNBENCH_MODE_TABLE
#define MNBENCH_MODE(ident, mode_name, covers, can, what, who)              \
	static const struct mode_info ident##_info = {                      \
		.name = mode_name,                                          \
		.coverage = covers,                                         \
		.flags = can,                                               \
		.summary = what,                                            \
		.precedent = who,                                           \
	};                                                                  \
	MODULE_INFO(mode_table,                                             \
		    __stringify(ident, mode_name, covers, can, what, who)); \
	MODULE_INFO(mode, mode_name)
#endif

/*
 * In place of the definition of a mode that needs what this kernel has not, as
 * compat.h knows. `modinfo -F mode_lacking mnbench.ko` prints "name: why"; an
 * attach fails with -EOPNOTSUPP.
 */
#define MNBENCH_MODE_LACKING(ident, mode_name, why)    \
	MODULE_INFO(mode_lacking, mode_name ": " why); \
	const struct mnb_mode mnb_mode_##ident = {     \
		.info = &ident##_info,                 \
		.lacking = why,                        \
	}

#endif
