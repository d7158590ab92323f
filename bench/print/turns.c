// SPDX-License-Identifier: GPL-2.0-only
/* Several threads on CPUs that take turns. */
#include "print/turns.h"

#include "lib/memory.h"
#include "plan/venue.h"

bool turns_scale(const struct result *result)
{
	const struct venue *venue = venue_find(result->venue);

	return !venue || venue->parallel;
}

bool turns_in(const struct result *result)
{
	if (turns_scale(result))
		return false;
	for (size_t i = 0; i < result->count; i++) {
		const struct cell *cell = &result->cells[i].cell;

		if (cell->timed == TIMED_OPERATION && cell->threads > 1)
			return true;
	}
	return false;
}

char *turns_sentence(const struct result *result)
{
	return must_printf("With several threads in venue %s, an operation is "
			   "a round in which each thread operates once; its "
			   "time and its callbacks are those of all threads, "
			   "whose CPUs take turns, and show no scaling. A "
			   "difference between two modes of less than 100 us "
			   "is how the turns fell, and not what a mode costs.",
			   result->venue);
}
