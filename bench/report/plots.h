/* SPDX-License-Identifier: GPL-2.0-only */
/* All plots of a folder. */
#ifndef REPORT_PLOTS_H
#define REPORT_PLOTS_H

#include <stddef.h>

#include "lib/error.h"
#include "report/plot.h"

struct plots {
	size_t count;
	struct plot *at;
};

/*
 * Read the headers of all *.gp in a folder, in the order of their names.
 * Returns 0, or -1 with a message. plots_free() in either case.
 */
int plots_load(struct plots *plots, const char *folder, struct error *error);
void plots_free(struct plots *plots);

#endif
