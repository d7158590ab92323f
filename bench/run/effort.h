/* SPDX-License-Identifier: GPL-2.0-only */
/* The effort of measuring a batch: time and boots. */
#ifndef EFFORT_H
#define EFFORT_H

#include <stddef.h>

struct effort {
	double wall_s; /* from the start of its first boot to the last's end */
	size_t boots;
	size_t differed; /* boots whose output differed from the result's */
};

#endif
