/* SPDX-License-Identifier: GPL-2.0-only */
/* Mapping the memory of an activity, and using its pages. */
#ifndef SUPPORT_AREA_H
#define SUPPORT_AREA_H

#include "support/activity.h"

/*
 * Map [addr, addr + size) anonymous, private and writable, or as @mapping says.
 * It replaces mappings that are there. Returns 0 or -errno.
 */
int map_area(uintptr_t addr, size_t size);
int map_memory(const struct mapping *mapping, uintptr_t addr, size_t size);

/* Write one byte to each page of [addr, addr + size). */
void touch_pages(uintptr_t addr, size_t size);

/*
 * Read one byte of each page: a page that was never written is the zero page.
 */
void read_pages(uintptr_t addr, size_t size);

/* Write, or with target_read read, the pages of the target. For prepare(). */
int write_target(struct activity *a);

/* The same in an area that is mapped again. */
int map_and_write_target(struct activity *a);

/* Discard the pages of the target. Returns 0 or -errno. */
int discard_target(struct activity *a);

/*
 * The bytes of each VMA where a workload cuts the target into several: eight,
 * or one for each page if there are fewer.
 */
size_t target_piece(const struct activity *a);

/*
 * Cut [addr, addr + size) into VMAs of @piece bytes that stay apart whatever
 * their protection is: a core dump leaves out every other one. This makes no
 * notifier call unless a VMA of 2 MiB or more is cut. Returns 0 or -errno.
 */
int cut_vmas(uintptr_t addr, size_t size, size_t piece);

#endif
