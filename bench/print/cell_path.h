/* SPDX-License-Identifier: GPL-2.0-only */
/* The name of a cell as a path, as trackers of performance order tests. */
#ifndef PRINT_CELL_PATH_H
#define PRINT_CELL_PATH_H

#include <stddef.h>

#include "result/result.h"

#define CELL_PATH_MAX 512

/*
 * Write "quick/munmap/global/far/device_ns=5us", with @between instead of '/':
 * the plan, the workload, the mode, and each key that is not at its initial
 * value. The path is the same in all runs of a plan.
 */
void cell_path(const struct result *result, const struct result_cell *cell,
	       char between, char *path, size_t size);

#endif
