/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tables of mnbench list. Each function returns a table that the caller prints
 * and frees. The last column is text, to be broken into lines
 * (table_print_fit()); a source or what is allowed is a row of its own, in
 * which the other columns are empty.
 */
#ifndef LIST_H
#define LIST_H

#include <stdbool.h>
#include <stddef.h>

#include "common/modes.h"
#include "print/table.h"

struct workload;

/* A mode, and whether it is available on the kernel that is asked about. */
struct listed_mode {
	const struct mode_info *info;
	bool available;
	char why[256]; /* why it is not available */
};

/* A workload, in the same way, with the events of its notifier calls. */
struct listed_workload {
	const struct workload *workload;
	bool available;
	char why[256];
};

/* @no_jemalloc: why that allocator is not available; NULL: it is. */
struct table *list_workloads_table(const struct listed_workload *workloads,
				   size_t count, bool kernel_known,
				   const char *no_jemalloc);

/* @kernel_known: false leaves availability out. */
struct table *list_modes_table(const struct listed_mode *modes, size_t count,
			       bool kernel_known);
struct table *list_venues_table(void);
struct table *list_keys_table(void);
struct table *list_presets_table(void);
/* One preset, with the source of each value. */
struct preset;
struct table *list_preset_table(const struct preset *preset);

#endif
