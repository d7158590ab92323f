/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A plot: one gnuplot script whose header says which cells it shows and how
 * they are arranged (docs/report.md has the directives). From a run it makes
 * any number of figures: one for each combination of the keys that it does not
 * arrange.
 */
#ifndef REPORT_PLOT_H
#define REPORT_PLOT_H

#include "lib/error.h"
#include "report/cell_columns.h"

#define PLOT_COLUMNS_MAX 8

struct columns {
	size_t count;
	struct column at[PLOT_COLUMNS_MAX];
};

struct condition {
	struct column column;
	bool differs; /* "!=" and not "=" */
	char *value;
};

/* How many different values a column must have for the plot to make sense. */
struct need {
	struct column column;
	size_t least, most;
};

struct plot {
	char *name; /* of the script, without ".gp" */
	char *path;
	char *title;
	char *caption;    /* how to read it */
	char *plan;       /* a plan that gives what it needs */
	struct columns x; /* one */
	struct columns y;
	struct columns rows, columns; /* of panels; one or none each */
	struct columns series;
	struct columns along; /* vary with x and are not told apart */
	size_t need_count;
	struct need needs[PLOT_COLUMNS_MAX];
	size_t where_count;
	struct condition where[PLOT_COLUMNS_MAX];
};

struct plots {
	size_t count;
	struct plot *at;
};

/*
 * Read the headers of all *.gp in a folder, in the order of their names.
 * Returns 0, or -1 with one line for the user in @error.
 */
int plots_load(struct plots *plots, const char *folder, struct error *error);
void plots_free(struct plots *plots);

/* One picture: what its script and the page are told. */
struct figure {
	char *name;     /* of its files, without extension */
	char *about;    /* "munmap, threads 2": what sets it apart, or "" */
	char *data;     /* the text of its data file */
	char *settings; /* gnuplot commands that define its variables */
	char *summary;  /* its numbers in words, for those who cannot see it */
};

struct figures {
	size_t count;
	struct figure *at;
};

/*
 * The figures of a plot for a run; none when the run lacks what it needs. Names
 * begin with @prefix.
 */
void figures_make(struct figures *figures, const struct plot *plot,
		  const struct result *run, const char *prefix);
void figures_free(struct figures *figures);

/* Whether gnuplot can be run. */
int gnuplot_check(struct error *error);

/*
 * Draw one figure into folder/NAME.FORMAT, format "svg" or "png"; its data must
 * be in folder/data. Returns 0, or -1 with one line for the user in @error.
 */
int figure_draw(const struct figure *figure, const struct plot *plot,
		const char *folder, const char *format, struct error *error);

#endif
