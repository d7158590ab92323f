/* SPDX-License-Identifier: GPL-2.0-only */
/* A figure as the page draws it: panels that wrap on a narrow screen. */
#ifndef FIGURE_CHART_H
#define FIGURE_CHART_H

#include "report/layout.h"

/*
 * HTML with a legend and a picture for each panel and each y; to be freed.
 * NULL if the plot does not say what its axes are, or if there are more points
 * than a reader can tell apart.
 */
char *figure_chart(const struct layout *layout);

#endif
