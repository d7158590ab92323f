/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The parts of pictures that pages draw. Colours and fonts are in the style of
 * the page, so that pictures follow it into the dark.
 */
#ifndef SVG_H
#define SVG_H

#include <stdio.h>

#include "report/svg_scale.h"

/* What an axis shows: how its numbers are written. */
enum svg_form {
	SVG_PLAIN,   /* 12, 1.5k, 20M */
	SVG_TIME,    /* 5 µs; the numbers are ns */
	SVG_BYTES,   /* 2M */
	SVG_PERCENT, /* 40 % */
};

/* Begin a picture of this size in pixels; @about is read to the blind. */
void svg_begin(FILE *file, double width, double height, const char *about);
void svg_end(FILE *file);

/* @anchor: "start", "middle" or "end". @class: of the style, or "". */
void svg_text(FILE *file, double x, double y, const char *anchor,
	      const char *class, const char *text);

/* A straight line. @class: "g" for grids, "z" for axes, "i" for intervals. */
void svg_line(FILE *file, const char *class, double x1, double y1, double x2,
	      double y2);

/*
 * Grid lines and numbers of a horizontal axis below a panel from @top to
 * @bottom, and of a vertical one left of a panel from @left to @right.
 */
void svg_x_axis(FILE *file, const struct scale *scale, enum svg_form form,
		double top, double bottom);
void svg_y_axis(FILE *file, const struct scale *scale, enum svg_form form,
		double left, double right);

/* A point of series number @series; its title is shown under the mouse. */
void svg_point(FILE *file, size_t series, double x, double y,
	       const char *title);

/* The dashes of the line of a series: "" or an attribute. */
const char *svg_dash(size_t nth);

/* The number of the colour of a mode: class "s4" of the style. */
size_t svg_color(const char *mode);

#endif
