/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Modes: the ways in which the device subscribes to the address space. Each
 * mode_NAME.c defines one `const struct mnb_mode mnb_mode_NAME`; the build
 * finds it by its file name.
 */
#ifndef MNB_MODE_H
#define MNB_MODE_H

#include <linux/mmu_notifier.h>
#include <linux/module.h>
#include <linux/stringify.h>
#include <linux/types.h>

#include "mode_info.h"

struct mnb_range_stash;
struct mnb_session;

/* One attempt to map pages on the device. */
struct mnb_fault {
	/* Bytes, whole pages; fault_begin() may lower end. */
	unsigned long start, end;
	bool write;
	struct mnb_pt_stash *stash;     /* nodes that fault_begin() may take */
	struct mnb_range_stash *ranges; /* what filter ranges may take */
	unsigned long closed; /* of struct mnb_slots, when the attempt began */
	/* Set by fault_begin(): where hmm_range_fault() sees invalidations. */
	struct mmu_interval_notifier *notifier;
	void *private; /* for the mode's use */
	unsigned long seq;
};

struct mnb_mode {
	const struct mode_info *info;
	/*
	 * Why this kernel does not support the mode; all members below are then
	 * unset. NULL if the kernel supports it.
	 */
	const char *unsupported;
	size_t state_size; /* of the zeroed memory at session->state */

	/*
	 * Subscribe and unsubscribe. Both may sleep; no command runs meanwhile,
	 * but callbacks do. After detach() none runs. attach() returns -ENOMEM,
	 * or -EINTR or -ERESTARTSYS when a signal came first (register.h), and
	 * can be called again then; detach() ignores signals.
	 */
	int (*attach)(struct mnb_session *session);
	void (*detach)(struct mnb_session *session);
	/*
	 * Wait for deferred removals. NULL: there are none. -EINTR when a fatal
	 * signal came first.
	 */
	int (*settle)(struct mnb_session *session);

	/*
	 * Let the device use a buffer, or no longer. Bytes, whole pages, at
	 * least one. May sleep; other commands may run. NULL: the device can
	 * use any memory. Errors as for struct mnbench_command.
	 */
	int (*register_buffer)(struct mnb_session *session, unsigned long start,
			       unsigned long length);
	int (*unregister_buffer)(struct mnb_session *session,
				 unsigned long start, unsigned long length);

	/*
	 * Device faults; all NULL in modes without a device.
	 *
	 * Find or create the subscription that covers fault->start, keep it
	 * until fault_end(), and limit fault->end to it. May sleep. -EACCES if
	 * no registered buffer covers it, -ENOMEM, or -EINTR or -ERESTARTSYS
	 * when a signal came first (register.h).
	 */
	int (*fault_begin)(struct mnb_session *session,
			   struct mnb_fault *fault);
	/*
	 * Start to read page tables: set fault->seq. May sleep. -EBUSY: try
	 * again; -EINTR: a fatal signal came first.
	 */
	int (*read_begin)(struct mnb_session *session, struct mnb_fault *fault);
	/* Under the device lock: whether an invalidation came since. */
	bool (*read_retry)(struct mnb_session *session,
			   struct mnb_fault *fault);
	/* Under the device lock: @pages were added. May be NULL. */
	void (*mapped)(struct mnb_session *session, struct mnb_fault *fault,
		       unsigned long pages);
	/* The fault is done, with or without success. May be NULL. */
	void (*fault_end)(struct mnb_session *session, struct mnb_fault *fault);
};

/* The build defines MNB_MODES, the names of all modes: X(none) X(stale) ... */
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
 * Use instead of the definition when compat.h finds that this kernel lacks a
 * required API. Attaching fails with -EOPNOTSUPP, and `modinfo -F
 * mode_unsupported mnbench.ko` prints "name: why".
 */
#define MNBENCH_MODE_UNSUPPORTED(ident, mode_name, why)    \
	MODULE_INFO(mode_unsupported, mode_name ": " why); \
	const struct mnb_mode mnb_mode_##ident = {         \
		.info = &ident##_info,                     \
		.unsupported = why,                        \
	}

#endif
