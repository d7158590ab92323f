/* SPDX-License-Identifier: GPL-2.0-only */
/* What the threads of a cell share: where each of them acts. */
#ifndef CELL_SHARING_H
#define CELL_SHARING_H

#include "common/cell.h"

/*
 * The bytes from the memory of one thread to that of the next, of which each
 * has @size: a power of two. VMAs of their own have page tables of their own,
 * and so a lock of their own for these.
 */
uint64_t sharing_distance(const struct cell *cell, uint64_t size);

/* Check what the threads of a cell share. Returns as cell_check(). */
int cell_check_sharing(const struct cell *cell, struct error *error);

#endif
