// SPDX-License-Identifier: GPL-2.0-only
/* The table of timed kinds, made by the build from the names of their files. */
#include "common/timed.h"

#include <string.h>

#define X(name) extern const struct timed_kind timed_##name;
TIMED_KINDS
#undef X

#define X(name) &timed_##name,
static const struct timed_kind *const kinds[] = {TIMED_KINDS};
#undef X

#define KINDS (sizeof(kinds) / sizeof(kinds[0]))

static bool comes_before(const struct timed_kind *a, const struct timed_kind *b)
{
	if (a->rank != b->rank)
		return a->rank < b->rank;
	return strcmp(a->name, b->name) < 0;
}

static size_t position(const struct timed_kind *kind)
{
	size_t before = 0;

	for (size_t i = 0; i < KINDS; i++)
		before += comes_before(kinds[i], kind);
	return before;
}

const struct timed_kind *timed_at(uint64_t index)
{
	for (size_t i = 0; i < KINDS; i++)
		if (position(kinds[i]) == index)
			return kinds[i];
	return NULL;
}

bool timed_needs_device(const struct mode_info *mode)
{
	return mode_has_callback(mode);
}
