// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of timed kinds in the agent, which the build makes from the names
 * of files.
 */
#include "agent/agent_timed.h"

#include <stddef.h>

#include "common/timed.h"

#define X(name)                                      \
	extern const struct timed_kind timed_##name; \
	extern const struct agent_timed agent_timed_##name;
TIMED_KINDS
#undef X

#define X(name) {&timed_##name, &agent_timed_##name},
static const struct {
	const struct timed_kind *kind;
	const struct agent_timed *timed;
} table[] = {TIMED_KINDS};
#undef X

const struct agent_timed *agent_timed_find(uint64_t timed)
{
	const struct timed_kind *kind = timed_at(timed);

	for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (table[i].kind == kind)
			return table[i].timed;
	return NULL;
}
