/* SPDX-License-Identifier: GPL-2.0-only */
/* A side of a comparison: BASE or NEW, a result file or a folder of them. */
#ifndef SIDE_H
#define SIDE_H

#include <stddef.h>

#include "lib/error.h"
#include "result/result.h"

/* Runs of the same plan, of one boot each. */
struct side {
	struct result **runs; /* at least one */
	size_t count;
	/*
	 * Compare only cells of this mode, whatever mode the cells of the other
	 * side have; NULL: all cells. Points into the name that was loaded.
	 */
	const char *mode;
};

/*
 * Load FILE, FILE:MODE, FOLDER or FOLDER:MODE. Returns 0, or -1 with a message,
 * also where a run has no cell of MODE. side_free() in either case.
 */
int side_load(struct side *side, const char *name, struct error *error);
void side_free(struct side *side);

#endif
