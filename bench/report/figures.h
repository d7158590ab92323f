/* SPDX-License-Identifier: GPL-2.0-only */
/* The figures that a plot makes of a run. */
#ifndef FIGURES_H
#define FIGURES_H

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
};

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
