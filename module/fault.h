/* SPDX-License-Identifier: GPL-2.0-only */
/* Device faults: the CPU's pages enter the device page table here and only
 * here. */
#ifndef MNB_FAULT_H
#define MNB_FAULT_H

#include <linux/types.h>

#include "page_table.h"

struct mnb_session;

/* What a command keeps from one fault to the next. */
struct mnb_fault_context {
	unsigned long *pfns; /* MNB_PT_ENTRIES, for hmm_range_fault() */
	struct mnb_pt_stash stash;
	u64 faults; /* that mapped something */
};

int mnb_fault_context_init(struct mnb_fault_context *ctx);
void mnb_fault_context_destroy(struct mnb_fault_context *ctx);

/*
 * Map the page at @start and, where that costs nothing extra, the pages after
 * it up to @end. At least the first page was mapped when it returns 0, but it
 * may have gone again. Bytes, whole pages. Runs in a task of the session's mm
 * with the attach lock held. Errors as for struct mnbench_command.
 */
int mnb_fault(struct mnb_session *session, struct mnb_fault_context *ctx,
	      unsigned long start, unsigned long end, bool write);

#endif
