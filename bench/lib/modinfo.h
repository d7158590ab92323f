/* SPDX-License-Identifier: GPL-2.0-only */
/* What a kernel module says of itself: the strings of its section .modinfo. */
#ifndef MODINFO_H
#define MODINFO_H

#include <stddef.h>

struct modinfo {
	char *text; /* strings, each ended by NUL */
	size_t size;
};

/* Returns 0, or -1 if the file cannot be read or is no kernel module. */
int modinfo_load(struct modinfo *info, const char *path);
void modinfo_free(struct modinfo *info);

/*
 * What follows "TAG=NAME" in the first string that is this, or this and more
 * behind a colon; NULL if there is none.
 */
const char *modinfo_find(const struct modinfo *info, const char *tag,
			 const char *name);

#endif
