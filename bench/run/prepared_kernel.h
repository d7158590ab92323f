/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A prepared kernel: a folder that vm/kernel.sh made, with a kernel, its
 * configuration, our module built for it and the modes that it has.
 */
#ifndef PREPARED_KERNEL_H
#define PREPARED_KERNEL_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/modes.h"
#include "lib/error.h"

/* The kernel that is measured when the user names none. */
#define PREPARED_KERNEL_DEFAULT "debian"

/*
 * Find the folder of kernel @name: in kernel/ of the cache
 * (lib/suite_layout.h), or the folder @name itself if that has a slash. In
 * kernel/, @name may also be what vm/kernel.sh prepared it from: debian:VERSION
 * or running. Returns 0, or -1 with a message that says what to do about a
 * kernel that is not prepared.
 */
int prepared_kernel_find(const char *suite_dir, const char *name,
			 char folder[PATH_MAX], struct error *error);

/*
 * Return true if @mode is available on the kernel in @folder. If not, write one
 * line to @why.
 */
bool prepared_kernel_has_mode(const char *folder, const struct mode_info *mode,
			      char *why, size_t size);

#endif
