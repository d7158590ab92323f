/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The texts of a figure: the input of gnuplot, and the summary for a screen
 * reader.
 */
#ifndef FIGURE_TEXT_H
#define FIGURE_TEXT_H

#include "report/layout.h"

/*
 * The data file: a block for each series of each panel, with x and all y in a
 * line. docs/report.md describes it. To be freed, as all of these.
 */
char *figure_data(const struct layout *layout);

/* gnuplot commands that define the variables of the script (docs/report.md). */
char *figure_settings(const struct layout *layout, const char *about);

/* "p50 against threads; series: none, global": the alternative text. */
char *figure_summary(const struct layout *layout);

#endif
