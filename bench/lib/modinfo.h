/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The section .modinfo of a kernel module: strings "TAG=VALUE" that describe
 * it.
 */
#ifndef MODINFO_H
#define MODINFO_H

#include <stddef.h>

struct modinfo {
	char *text; /* strings, each ended by NUL */
	size_t size;
};

/*
 * Read the section of the module at @path. Returns 0, or -1 if the file cannot
 * be read or is no kernel module.
 */
int modinfo_load(struct modinfo *info, const char *path);
void modinfo_free(struct modinfo *info);

/* The value of the first string "@tag=VALUE"; NULL if there is none. */
const char *modinfo_value(const struct modinfo *info, const char *tag);

/*
 * Find the first string "@tag=@name", which may go on with a colon. Returns
 * what follows @name in it; NULL if there is no such string.
 */
const char *modinfo_find(const struct modinfo *info, const char *tag,
			 const char *name);

#endif
