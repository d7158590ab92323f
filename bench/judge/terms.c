// SPDX-License-Identifier: GPL-2.0-only
/* The terms on which runs of a venue are compared. */
#include "judge/terms.h"

#include "plan/venue.h"

/* One instruction in 35,000 is no regression unless somebody asks. */
#define EXACT_THRESHOLD 0.001
#define TIMED_THRESHOLD 0.01

static struct terms make_terms(const struct result *run, double threshold,
			       double exact_threshold)
{
	const struct venue *venue = venue_find(run->venue);
	bool exact = venue && !venue->timed;

	if (threshold < 0)
		threshold = exact ? exact_threshold : TIMED_THRESHOLD;
	return (struct terms){exact, threshold};
}

struct terms terms_of(const struct result *run, double threshold)
{
	return make_terms(run, threshold, EXACT_THRESHOLD);
}

struct terms terms_strict(const struct result *run, double threshold)
{
	return make_terms(run, threshold, 0);
}
