/* SPDX-License-Identifier: GPL-2.0-only */
/* A prepared kernel: its folder, made by vm/kernel.sh, and the modes it has. */
#ifndef KERNEL_FOLDER_H
#define KERNEL_FOLDER_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/modes.h"
#include "lib/error.h"

/*
 * The folder of a kernel: of build/kernel in @home, or any if @name has a slash.
 * Returns 0, or -1 with what to do about a kernel that is not prepared.
 */
int prepared_kernel_find(const char *home, const char *name,
			 char folder[PATH_MAX], struct error *error);

/* Whether a mode can be used there; if not, @why says what it lacks. */
bool prepared_kernel_has_mode(const char *folder, const struct mode_info *mode,
			      char *why, size_t size);

#endif
