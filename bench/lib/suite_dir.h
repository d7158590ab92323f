/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The folder of the suite, which holds plans/, plot/, vm/ and module/. mnbench
 * only reads it. It is a source tree, or what `make install` made of one;
 * lib/suite_layout.h says where things are built and stored in either case.
 */
#ifndef SUITE_DIR_H
#define SUITE_DIR_H

#include <stddef.h>

#include "lib/error.h"

/*
 * Write its path to @path, without a slash at the end: $MNBENCH_HOME, else
 * lib/mnbench of the prefix where the running program is installed, else the
 * folder above the one that holds the running program. Returns 0, or -1 with a
 * message.
 */
int suite_dir_find(char *path, size_t size, struct error *error);

#endif
