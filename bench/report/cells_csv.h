/* SPDX-License-Identifier: GPL-2.0-only */
/* All cells of a report as CSV (RFC 4180). */
#ifndef CELLS_CSV_H
#define CELLS_CSV_H

#include <stdbool.h>
#include <stdio.h>

#include "result/result.h"

/*
 * Write the cells of one run: the columns of `show --csv`, then @name and which
 * run it is. @header: write a header first.
 */
void csv_write(FILE *file, const struct result *run, const char *name,
	       bool header);

#endif
