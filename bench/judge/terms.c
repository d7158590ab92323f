// SPDX-License-Identifier: GPL-2.0-only
/* The terms on which runs of a venue are compared. */
#include "judge/terms.h"

#include "plan/venue.h"

#define TIMED_THRESHOLD 0.01

struct terms terms_of(const struct result *run, double threshold)
{
	const struct venue *venue = venue_find(run->venue);
	bool exact = venue && !venue->timed;

	if (threshold < 0)
		threshold = exact ? 0 : TIMED_THRESHOLD;
	return (struct terms){exact, threshold};
}
