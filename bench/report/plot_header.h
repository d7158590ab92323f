/* SPDX-License-Identifier: GPL-2.0-only */
/* The header of a gnuplot script (docs/report.md lists its directives). */
#ifndef PLOT_HEADER_H
#define PLOT_HEADER_H

#include <stdio.h>

#include "lib/error.h"
#include "report/plot.h"

/*
 * Read the header at the start of @file into @plot. Returns 0, or -1 with a
 * message that has no place. @number: of the last line that was read, from 1.
 */
int plot_header_read(struct plot *plot, FILE *file, unsigned int *number,
		     struct error *error);

#endif
