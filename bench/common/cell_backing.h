/* SPDX-License-Identifier: GPL-2.0-only */
/* The rules for what backs the device region of a cell. */
#ifndef CELL_BACKING_H
#define CELL_BACKING_H

#include <stdbool.h>
#include <stdint.h>

#include "common/cell.h"
#include "lib/error.h"

/* Whether the region has huge pages, which begin at the start of each run. */
bool cell_has_huge_pages(const struct cell *cell);

/* How many huge pages the region of one process has. */
uint64_t cell_huge_pages(const struct cell *cell);

/*
 * Check the backing against the other keys of a settled cell. Returns 0, or -1
 * with @error.
 */
int cell_check_backing(const struct cell *cell, struct error *error);

#endif
