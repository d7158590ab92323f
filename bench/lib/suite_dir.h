/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the suite's files are: the folder that holds plans/, vm/ and build/. */
#ifndef HOME_H
#define HOME_H

#include <stddef.h>

#include "lib/error.h"

/*
 * $MNBENCH_HOME, or the folder above the one that the program is in, without a
 * slash at its end. Returns 0, or -1 with a message.
 */
int suite_dir_find(char *path, size_t size, struct error *error);

#endif
