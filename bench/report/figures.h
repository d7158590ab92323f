/* SPDX-License-Identifier: GPL-2.0-only */
/* The figures that a plot makes of a run. */
#ifndef FIGURES_H
#define FIGURES_H

#include <stdbool.h>
#include <stddef.h>

#include "report/plot.h"
#include "result/result.h"

/* One picture: what its script and the page need. */
struct figure {
	char *name;     /* of its files, without ending */
	char *about;    /* "munmap, threads 2": what is special, or "" */
	char *data;     /* the text of its data file */
	char *settings; /* gnuplot commands that define its variables */
	char *summary;  /* what it shows, in words (alternative text) */
	char *chart;    /* HTML that draws it; NULL: see figure_chart() */
	bool drawn;     /* gnuplot draws it into files */
};

/*
 * gnuplot takes about a second for a picture: it draws only the first figures
 * of a plot, and none with a great many cells. The page draws the others.
 */
#define FIGURES_DRAWN 6
#define CELLS_DRAWN   1500

struct figures {
	size_t count;
	struct figure *at;
};

/*
 * Make the figures of a plot for a run: one for each combination of the keys
 * that vary and that the plot does not arrange, and none if the run does not
 * have what the plot needs. Names begin with @prefix.
 */
void figures_make(struct figures *figures, const struct plot *plot,
		  const struct result *run, const char *prefix);
void figures_free(struct figures *figures);

#endif
