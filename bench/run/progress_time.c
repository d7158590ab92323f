// SPDX-License-Identifier: GPL-2.0-only
/* Times in a line of progress. */
#include "run/progress_time.h"

#include <math.h>
#include <stdio.h>

void progress_time(double seconds, char *text, size_t size)
{
	unsigned long s = (unsigned long)(fmax(seconds, 0) + 0.5);

	if (s >= 3600)
		snprintf(text, size, "%lu:%02lu:%02lu", s / 3600, s / 60 % 60,
			 s % 60);
	else
		snprintf(text, size, "%lu:%02lu", s / 60, s % 60);
}
