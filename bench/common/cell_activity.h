/* SPDX-License-Identifier: GPL-2.0-only */
/* The memory that the activity of a cell acts on, away from the region. */
#ifndef CELL_ACTIVITY_H
#define CELL_ACTIVITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "common/cell.h"
#include "common/needs.h"
#include "lib/error.h"
#include "workload.h"

/* The bytes of a page of the activity. */
size_t cell_activity_page(const struct cell *cell);

/* What its memory is: MEMORY_* bits. */
unsigned int cell_activity_memory(const struct cell *cell);

/*
 * The pages of hugetlb that the activity needs of its pool: twice as many as it
 * acts on, because each may have to be copied. 0: it has other pages.
 */
uint64_t cell_activity_pool(const struct cell *cell);

/* Whether its memory has the need; or that or the cell's workload. */
bool cell_memory_needs(const struct cell *cell, const struct need *need);
bool cell_needs(const struct cell *cell, const struct need *need);

/*
 * Check both keys against the other keys of a settled cell. Returns 0, or -1
 * with @error.
 */
int cell_check_activity(const struct cell *cell, struct error *error);

/* Write the values of page_size or activity_backing that a workload takes. */
void activity_values(const struct workload *workload,
		     const struct cell_key *key, char *text, size_t size);

#endif
