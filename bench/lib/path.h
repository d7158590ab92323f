/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of files. */
#ifndef PATH_H
#define PATH_H

#include <limits.h>
#include <stddef.h>

/* Room for a name below a folder whose own name fits PATH_MAX. */
#define PATH_ROOM (PATH_MAX + 512)

/* As snprintf(); a name that does not fit becomes "", which no file has. */
__attribute__((format(printf, 3, 4))) void path_print(char *path, size_t size,
						      const char *format, ...);

#endif
