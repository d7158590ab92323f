/* SPDX-License-Identifier: GPL-2.0-only */
/* What backs the memory of a device region: files, huge pages, forks. */
#ifndef AGENT_LAYOUT_MEMORY_H
#define AGENT_LAYOUT_MEMORY_H

#include "agent/layout.h"

/* Both return 0 or -errno. */

/* Before the region is mapped: make the file that it maps, and the area's. */
int layout_open_memory(struct layout *layout);

/*
 * Make the file that an area with memory of its own maps, if it maps one, with
 * @size bytes.
 */
int layout_open_area(struct activity *a, size_t size);

/*
 * After the memory has been mapped and written: check that its pages are huge
 * if they shall be, share it with another process, and let forks copy it.
 */
int layout_finish_memory(struct layout *layout);

#endif
