/* SPDX-License-Identifier: GPL-2.0-only */
/* The running kernel, which venue host measures. */
#ifndef RUNNING_KERNEL_H
#define RUNNING_KERNEL_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"
#include "lib/sha256.h"
#include "mode_info.h"

/* Write its release to @release, as `uname -r` prints it; cut to fit. */
void running_release(char *release, size_t size);

/*
 * Write the SHA-256 of its configuration to @digest, from /proc/config.gz or
 * /boot; "absent" if neither can be read. Returns 0, or -1 with a message.
 */
int running_config_sha256(char digest[SHA256_ROOM], struct error *error);

/*
 * Return true if @agent can attach in @mode on the running kernel. Loads no
 * module. If not, write one line to @why.
 */
bool running_kernel_has_mode(const char *agent, const struct mode_info *mode,
			     char *why, size_t size);

#endif
