// SPDX-License-Identifier: GPL-2.0-only
/* A monotonic clock, in seconds. */
#include "lib/monotonic.h"

#include <time.h>

double monotonic_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
