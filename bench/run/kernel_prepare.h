/* SPDX-License-Identifier: GPL-2.0-only */
/* Preparing a kernel, with vm/kernel.sh. */
#ifndef KERNEL_PREPARE_H
#define KERNEL_PREPARE_H

#include <limits.h>

#include "lib/error.h"

/*
 * Prepare the kernel @spec, which is all that vm/kernel.sh takes, and build the
 * module for it; what is there already is kept. What the script does is on
 * standard error. Writes the folder of the kernel to @folder. Returns 0, or -1
 * with a message.
 */
int kernel_prepare(const char *suite_dir, const char *spec,
		   char folder[PATH_MAX], struct error *error);

/*
 * Write to @name by which name prepared_kernel_find() finds the kernel @spec,
 * and prepare that kernel if it was not yet. An installed mnbench also builds
 * the module again that another version of mnbench has built; a source tree
 * leaves that to make. Returns 0, or -1 with a message.
 */
int kernel_prepare_missing(const char *suite_dir, const char *spec,
			   char name[PATH_MAX], struct error *error);

#endif
