/* SPDX-License-Identifier: GPL-2.0-only */
/* A side of a comparison: BASE or NEW, a result file or a folder of them. */
#ifndef SIDE_H
#define SIDE_H

#include <stddef.h>

#include "lib/error.h"
#include "result/result.h"

/* BASE or NEW: runs of the same plan, of one boot each. */
struct side {
	struct result **runs;
	size_t count;
	const char *mode; /* only cells of this mode, whatever the other side's
			     mode is; NULL: all */
};

/*
 * Load FILE, FILE:MODE, or a folder of result files. Returns 0, or -1 with a
 * message. side_free() in either case.
 */
int side_load(struct side *side, const char *name, struct error *error);
void side_free(struct side *side);

#endif
