/* SPDX-License-Identifier: GPL-2.0-only */
/* Tests that measure a cell. Their names begin with that of the suite. */
#ifndef CELL_TEST_H
#define CELL_TEST_H

#include "common/cell.h"

void test_cell_of(const char *suite, const struct cell *cell);

/* One test for each placement that the workload has on this kernel. */
void test_placements(const char *suite, struct cell cell);

#endif
