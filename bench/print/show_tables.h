/* SPDX-License-Identifier: GPL-2.0-only */
/* The tables that `mnbench show` is made of. */
#ifndef SHOW_TABLES_H
#define SHOW_TABLES_H

#include <stdbool.h>
#include <stdio.h>

#include "print/show_view.h"

/* What modes add to the workload's operations: over the baseline `none`. */
void show_headline(const struct view *view, bool sort, int width, FILE *to);
/* What the device does by itself: each cell with its own numbers. */
void show_kind(const struct view *view, bool sort, int width, FILE *to);
/* What the numbers of all such tables are. */
void show_kind_notes(const struct view *views, size_t count, int width,
		     FILE *to);

#endif
