/* SPDX-License-Identifier: GPL-2.0-only */
/* Tests that measure a cell. Their names begin with that of the suite. */
#ifndef CELL_TEST_H
#define CELL_TEST_H

#include <stdbool.h>

#include "common/cell.h"
#include "workload.h"

void test_cell_of(const char *suite, const struct cell *cell);

/*
 * As workload_begin(). Returns false if the kernel lacks the workload, or after
 * a failed test, which says why it could not be prepared.
 */
bool test_workload_begin(const char *suite, const struct workload *workload,
			 struct machine *machine);

/* One test for each placement that the workload has on this kernel. */
void test_placements(const char *suite, struct cell cell);

#endif
