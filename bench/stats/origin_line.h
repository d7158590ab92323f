/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A straight line through the origin, fitted to points whose y has an error of
 * its own each, and some of which may lie off the line.
 */
#ifndef STATS_ORIGIN_LINE_H
#define STATS_ORIGIN_LINE_H

#include <stddef.h>

/* Points of one group have something in common; groups are independent. */
struct line_point {
	double x; /* exact */
	double y;
	double error; /* standard error of y, above 0 */
	size_t group; /* from 0, without gaps */
};

/* An estimate with its interval of 95 %; low and high are NAN if unknown. */
struct line_value {
	double value, low, high;
};

struct origin_line {
	struct line_value slope; /* y for each unit of x */
	/*
	 * The y at x = 0 of a line with an intercept. An interval that does not
	 * have 0 in it contradicts a line through the origin.
	 */
	struct line_value intercept;
	/*
	 * The share of their y by which points differ from the line apart from
	 * their errors (standard deviation); most points decide it, not those
	 * that lie far off.
	 */
	double spread;
	/* The interval (95 %) of the slope of points of another group. */
	struct line_value another;
	size_t points, groups;
};

/* Fewer points, or points with x other than 0, are no line. */
#define LINE_LEAST 3

/*
 * Fit the line. Returns 0, -1 out of memory, or 1: there are fewer than
 * LINE_LEAST points with an x other than 0.
 */
int origin_line_fit(struct origin_line *line, const struct line_point *points,
		    size_t count);

#endif
