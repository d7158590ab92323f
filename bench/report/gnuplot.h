/* SPDX-License-Identifier: GPL-2.0-only */
/* Drawing figures with gnuplot. */
#ifndef GNUPLOT_H
#define GNUPLOT_H

#include "lib/error.h"
#include "report/figures.h"
#include "report/plot.h"

/* Returns 0, or -1 with a message if gnuplot cannot be run. */
int gnuplot_check(struct error *error);

/*
 * Draw a figure into @folder/NAME.FORMAT, where @format is "svg" or "png". Its
 * data must be in @folder/data. Returns 0, or -1 with a message.
 */
int figure_draw(const struct figure *figure, const struct plot *plot,
		const char *folder, const char *format, struct error *error);

#endif
