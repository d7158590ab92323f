/* SPDX-License-Identifier: GPL-2.0-only */
/* Giving a process the VMAs of a program. */
#ifndef AGENT_LAYOUT_SPACE_H
#define AGENT_LAYOUT_SPACE_H

#include "agent/layout.h"

/*
 * Map layout->space, which is not NULL. Anonymous VMAs are anonymous, and each
 * file is one of tmpfs. A page of each VMA that is private and writable is
 * written, and one of each other that is readable is read. Forks copy all of
 * it. Returns 0 or -errno; -EEXIST if there is no room, -ENOENT if other VMAs
 * are there than were asked for.
 */
int layout_map_space(struct layout *layout);

#endif
