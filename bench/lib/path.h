/* SPDX-License-Identifier: GPL-2.0-only */
/* Writing the paths of files. */
#ifndef PATH_H
#define PATH_H

#include <limits.h>
#include <stddef.h>

/* Room for the path of a file in a folder whose path fits PATH_MAX. */
#define PATH_ROOM (PATH_MAX + 512)

/*
 * Write a path as snprintf() does. One that does not fit becomes "", which is
 * the path of no file, so that opening it fails.
 */
__attribute__((format(printf, 3, 4))) void path_print(char *path, size_t size,
						      const char *format, ...);

/*
 * Make folder @path and the folders above it, as far as they are missing.
 * Returns 0, or -1 with errno.
 */
int path_make_folder(const char *path);

#endif
