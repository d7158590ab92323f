/* SPDX-License-Identifier: GPL-2.0-only */
/* The parts of cell_check(), which common/cell.h declares. */
#ifndef CELL_CHECK_H
#define CELL_CHECK_H

#include "common/cell.h"
#include "lib/error.h"

/* What the driver does around an invalidation. Returns as cell_set(). */
int cell_check_policy(const struct cell *cell, struct error *error);

/* What a cell with pinned buffers can have. Returns as cell_set(). */
int cell_check_pin(const struct cell *cell, struct error *error);

/* What the workload can act on, and how. Returns as cell_set(). */
int cell_check_workload(const struct cell *cell, struct error *error);

/* On which NUMA nodes memory can be. Returns as cell_set(). */
int cell_check_nodes(const struct cell *cell, struct error *error);

/*
 * Latencies that no operation of the cell's kind can contain are refused.
 * Returns as cell_set().
 */
int cell_check_latency(const struct cell *cell, struct error *error);

#endif
