/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The boots of a side. Several runs of one boot are one boot, however many they
 * are: what is particular to the boot is in all of them.
 */
#ifndef BOOTS_H
#define BOOTS_H

#include "judge/judged_cell.h"
#include "judge/run_series.h"

struct boots {
	struct run_series *at; /* one for each boot, with all its processes */
	size_t count;
};

/*
 * Put the runs of each boot together. Runs whose boot is not known count as one
 * boot. The common level of a run is moved to that of the first of its boot.
 * Returns 0, or -1 out of memory. Call boots_free() in either case.
 */
int boots_make(struct boots *boots, const struct run_series *runs, size_t count,
	       const struct judged_cell *cells);
void boots_free(struct boots *boots);

/*
 * The median, over the baseline cells, or over all cells, of what @values are
 * above @from. NAN: there is none, or out of memory. @used: how many cells that
 * were.
 */
double common_level(const double *values, const double *from,
		    const struct judged_cell *cells, size_t count,
		    bool baseline, size_t *used);

#endif
