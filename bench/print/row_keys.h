/* SPDX-License-Identifier: GPL-2.0-only */
/* Naming cells in a table by the keys in which its cells differ. */
#ifndef PRINT_ROW_KEYS_H
#define PRINT_ROW_KEYS_H

#include <stddef.h>
#include <stdint.h>

#include "common/cell.h"

struct row_keys {
	uint64_t mask; /* bit N: entry N of cell_keys[] */
};

/*
 * Note in what @cell differs from @first, a cell of its mode. The workload, the
 * mode and how much is measured do not count. Begin with {0}.
 */
void row_keys_add(struct row_keys *keys, const struct cell *first,
		  const struct cell *cell);

/* "munmap far pages=4": the workload and these keys, without the mode. */
void row_place(const struct row_keys *keys, const struct cell *cell, char *text,
	       size_t size);

/* "munmap under kvm, far, pages=4", for a sentence. */
void row_phrase(const struct row_keys *keys, const struct cell *cell,
		char *text, size_t size);

#endif
