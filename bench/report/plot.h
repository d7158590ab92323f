/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A plot: one gnuplot script, whose header says which cells it shows and how
 * they are arranged (docs/report.md lists the directives).
 */
#ifndef REPORT_PLOT_H
#define REPORT_PLOT_H

#include <stdbool.h>
#include <stddef.h>

#include "report/cell_columns.h"

#define PLOT_COLUMNS_MAX 8 /* of one directive */

struct columns {
	size_t count;
	struct column at[PLOT_COLUMNS_MAX];
};

struct condition {
	struct column column;
	bool differs; /* "!=" instead of "=" */
	char *value;
};

/* How many different values a column must have, or the plot is left out. */
struct need {
	struct column column;
	size_t least, most;
};

struct plot {
	char *name; /* of the script, without ".gp" */
	char *path;
	char *title;
	char *caption; /* how to read it */
	char *plan;    /* a plan that measures what the plot needs, or NULL */
	struct columns x; /* exactly one */
	struct columns y;
	struct columns rows, columns; /* of panels; one or none each */
	struct columns series;
	struct columns along; /* follow from x: not distinguished */
	/*
	 * "log linear": the kinds of the axes of x and of each y in a picture
	 * that the page draws; NULL: it shows the picture of the script.
	 */
	char *axes;
	size_t need_count;
	struct need needs[PLOT_COLUMNS_MAX];
	size_t where_count;
	struct condition where[PLOT_COLUMNS_MAX];
};

#endif
