/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * References: results of an exact venue without what comparing does not need. A
 * reference is a file that is kept in a repository: it holds the levels and the
 * counters of each cell, but not each operation. docs/compare.md describes
 * it.
 */
#ifndef REFERENCE_H
#define REFERENCE_H

#include <jansson.h>
#include <stddef.h>

#include "lib/error.h"
#include "result/result_cell.h"

#define REFERENCE_SCHEMA "mnbench-reference/1"

/*
 * Load the cells of the reference @root, whose "cells" become complete: each
 * gets what is common to all. Returns an array of as many, to be freed, or NULL
 * with an error. @root must outlive the cells.
 */
struct result_cell *reference_cells_load(json_t *root, struct error *error);

#endif
