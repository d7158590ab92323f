/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Device faults: the only place where pages of the CPU enter the device page
 * table.
 */
#ifndef MNB_FAULT_H
#define MNB_FAULT_H

#include <linux/types.h>

#include "filter.h"
#include "page_table.h"

struct mnb_session;

/* Memory that a command keeps from one fault to the next. */
struct mnb_fault_context {
	unsigned long *pfns; /* MNB_PT_ENTRIES, for hmm_range_fault() */
	struct mnb_pt_stash stash;
	struct mnb_range_stash ranges;
	u64 faults; /* how many faults mapped a page */
};

int mnb_fault_context_init(struct mnb_fault_context *ctx);
void mnb_fault_context_destroy(struct mnb_fault_context *ctx);

/*
 * Map the page at @start and, as far as one fault can, the pages after it up to
 * @end. If this returns 0, at least the first page was mapped, although it may
 * have been invalidated again. Bytes, whole pages. Called in a task of the
 * session's mm with the attach lock held. May sleep. Errors as for struct
 * mnbench_command.
 */
int mnb_fault(struct mnb_session *session, struct mnb_fault_context *ctx,
	      unsigned long start, unsigned long end, bool write);

#endif
