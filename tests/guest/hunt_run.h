/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files share that run one hunt. */
#ifndef HUNT_RUN_H
#define HUNT_RUN_H

#include "hunt.h"

#define NEAR_PAGES  24UL
#define APART_PAGES 12UL
#define SMALL_PAGES (BLOCK_BYTES / PAGE_BYTES)
#define BEYOND      8UL /* pages behind an area that devices may look at */

/*
 * Chunks start and end inside the area, which is not at the start of a block.
 */
#define NEAR_BASE (REGION_BASE + (8UL << 10))
/* Devices do not use the pages between these areas; see hunt_change.c. */
#define APART_BASE (REGION_BASE + BLOCK_BYTES - (512UL << 10))
#define HUGE_BASE  (REGION_BASE + 2 * BLOCK_BYTES)

/* Map the areas, open what changes need and attach the session. */
void hunt_prepare(struct hunt *hunt);

/* Run changers and devices until all steps are done. */
void hunt_run_threads(struct hunt *hunt);

/* Unmap everything and check that the device holds nothing. */
void hunt_check_end(struct hunt *hunt);

#endif
