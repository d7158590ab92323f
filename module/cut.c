// SPDX-License-Identifier: GPL-2.0-only
#include <linux/bitops.h>
#include <linux/kernel.h>
#include <linux/minmax.h>

#include "cut.h"

unsigned long mnb_cut_between(unsigned long addr, unsigned long other,
			      unsigned long largest)
{
	/* They part at the highest bit in which they differ. */
	return min(largest, 1UL << (fls64(addr ^ other) - 1));
}

unsigned long mnb_cut_size(const struct mnb_cut *cut, unsigned long addr,
			   unsigned long largest)
{
	unsigned long size = largest;
	unsigned int i, j;

	for (i = 0; i < ADAPTIVE_PLACES; i++) {
		const struct mnb_place *place = &cut->place[i];
		const unsigned long borders[] = {place->start, place->end};

		if (!place->active)
			continue;
		for (j = 0; j < ARRAY_SIZE(borders); j++)
			size = mnb_cut_between(
				addr, borders[j] - (addr >= borders[j]), size);
	}
	return size;
}

/* The one that begins and ends there, or what can best be done without. */
static struct mnb_place *find_room(struct mnb_cut *cut, unsigned long start,
				   unsigned long end)
{
	struct mnb_place *place, *room = NULL;

	for (place = cut->place; place < cut->place + ADAPTIVE_PLACES;
	     place++) {
		if (place->start == start && place->end == end)
			return place;
		if (place->active || place->changed)
			continue;
		if (!room || place->until_ns < room->until_ns)
			room = place;
	}
	return room;
}

void mnb_cut_add(struct mnb_cut *cut, unsigned long start, unsigned long end,
		 u64 now_ns)
{
	struct mnb_place *place = find_room(cut, start, end);
	bool known;

	if (!place || place->active)
		return;
	/* Forgotten too early, unless it was quiet for as long again. */
	known = place->start == start && place->end == end &&
		now_ns - place->until_ns <= place->quiet_ns;
	place->quiet_ns =
		known ? min(2 * place->quiet_ns, (u64)ADAPTIVE_QUIET_MAX_NS)
		      : ADAPTIVE_QUIET_MIN_NS;
	place->start = start;
	place->end = end;
	place->until_ns = now_ns + place->quiet_ns;
	place->active = true;
	place->changed = true;
}

void mnb_cut_expire(struct mnb_cut *cut, u64 now_ns)
{
	struct mnb_place *place;

	for (place = cut->place; place < cut->place + ADAPTIVE_PLACES;
	     place++) {
		if (!place->active || place->until_ns > now_ns)
			continue;
		place->active = false;
		place->changed = true;
	}
}

struct mnb_place *mnb_cut_changed(struct mnb_cut *cut)
{
	unsigned int i;

	for (i = 0; i < ADAPTIVE_PLACES; i++)
		if (cut->place[i].changed)
			return &cut->place[i];
	return NULL;
}

unsigned int mnb_cut_count(const struct mnb_cut *cut)
{
	unsigned int i, count = 0;

	for (i = 0; i < ADAPTIVE_PLACES; i++)
		count += cut->place[i].active || cut->place[i].changed;
	return count;
}

u64 mnb_cut_next_ns(const struct mnb_cut *cut)
{
	u64 next_ns = U64_MAX;
	unsigned int i;

	for (i = 0; i < ADAPTIVE_PLACES; i++)
		if (cut->place[i].active)
			next_ns = min(next_ns, cut->place[i].until_ns);
	return next_ns;
}
