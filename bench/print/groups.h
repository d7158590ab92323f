/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Groups of cells that differ only in the scheme: the mode, and what belongs to
 * its chunks. They are the cells of one row of a block of the tables.
 */
#ifndef PRINT_GROUPS_H
#define PRINT_GROUPS_H

#include "print/view.h"

struct group {
	const struct view *view;
	const struct block *block;
	const struct result_cell *none; /* the baseline; NULL: no valid one */
	/*
	 * The other cells in the order of the columns; a cell that failed or
	 * measured nothing is not among them.
	 */
	size_t count;
	const struct view_cell **cells;
};

struct groups {
	size_t count;
	struct group *at;
};

/*
 * The groups of a view. Cells that differ in what no table shows are in no
 * group.
 */
void groups_make(struct groups *groups, const struct view *view);
void groups_free(struct groups *groups);

/* What a scheme is called in the tables: "chunked 64K". */
const char *group_scheme(const struct group *group, size_t cell);

/* What the row is called in the tables: "munmap pages=8". */
const char *group_row(const struct group *group);

/* A cell of the group; the group has one. */
const struct cell *group_cell(const struct group *group);

/* All its cells with the baseline, for finding_add(); to be freed. */
const struct result_cell **group_cells(const struct group *group,
				       size_t *count);

/* The latency of the devices of a group, in ns; NAN if it has no device. */
double group_device_ns(const struct group *group);

/*
 * What to add to the weight of a finding on a group: people ask first what an
 * activity far from the device's pages pays for a slow device.
 */
double group_interest(const struct group *group);

#define SETTING_MAX 256

/*
 * Write on which devices a group is, and whatever else its block shows, to
 * begin a sentence: "With a device that takes 5 us, ". Empty without devices.
 */
void group_setting(const struct group *group, char text[SETTING_MAX]);

/* Where the application acts: "far from device pages". */
const char *place_words(const struct cell *cell);

#endif
