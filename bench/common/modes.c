// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of modes. The build collects the MNBENCH_MODE() of all mode_*.c of
 * the module and the agent in modes.inc. Each becomes a static entry here, so a
 * mode that is added to either is known to userspace without another edit.
 */
#include "common/modes.h"

#include <stdlib.h>
#include <string.h>

#define MNBENCH_MODE(ident, name_, coverage_, flags_, summary_, precedent_) \
	static const struct mode_info info_##ident = {                      \
		.name = name_,                                              \
		.coverage = coverage_,                                      \
		.flags = flags_,                                            \
		.summary = summary_,                                        \
		.precedent = precedent_,                                    \
	};                                                                  \
	if (index-- == 0)                                                   \
	return &info_##ident

const struct mode_info *mode_at(size_t index)
{
#include "modes.inc"
	return NULL;
}

const struct mode_info *mode_find(const char *name)
{
	const struct mode_info *mode;

	for (size_t i = 0; (mode = mode_at(i)); i++)
		if (strcmp(mode->name, name) == 0)
			return mode;
	return NULL;
}

bool mode_is_ruler(const struct mode_info *mode)
{
	return strncmp(mode->name, "ruler-", 6) == 0;
}

bool mode_is_common(const struct mode_info *mode)
{
	return !mode_is_ruler(mode) &&
	       !(mode->flags & (MODE_SOME_KERNELS | MODE_APART));
}

static int rank(const struct mode_info *mode)
{
	if (strcmp(mode->name, "none") == 0)
		return -1;
	return mode_is_ruler(mode) ? 100 : (int)mode->coverage;
}

static int compare_modes(const void *a, const void *b)
{
	const struct mode_info *const *x = a;
	const struct mode_info *const *y = b;

	if (rank(*x) != rank(*y))
		return rank(*x) < rank(*y) ? -1 : 1;
	return strcmp((*x)->name, (*y)->name);
}

size_t modes_ordered(const struct mode_info **table, size_t max)
{
	size_t count = 0;

	for (size_t i = 0; count < max && mode_at(i); i++)
		table[count++] = mode_at(i);
	qsort(table, count, sizeof(*table), compare_modes);
	return count;
}
