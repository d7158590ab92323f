/* SPDX-License-Identifier: GPL-2.0-only */
/* Made-up results: their plan, and what their cells have in common. */
#ifndef MADE_UP_H
#define MADE_UP_H

#include <stddef.h>

#include "plan/plan.h"

/* The index, among cells of arm a, of the cell that the effect makes slower. */
#define MADE_UP_CHANGED 1

/* The plan for timed runs, with its A/A arms. Exits if it cannot be read. */
struct plan *made_up_plan(void);

/* The time of a process of a cell without noise. */
double undisturbed_ns(const struct plan *plan, size_t cell);

/* The index of MADE_UP_CHANGED among all cells of the plan. */
size_t changed_cell(const struct plan *plan);

/* Return @pointer. Exits if it is NULL: there is no memory. */
void *or_end(void *pointer);

#endif
