/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel that runs here, for the venue that measures it. */
#ifndef HERE_H
#define HERE_H

#include <stdbool.h>
#include <stddef.h>

#include "lib/error.h"
#include "mode_info.h"

/* Its release, as `uname -r` says; cut to fit. */
void running_release(char *release, size_t size);

/*
 * The SHA-256 of its configuration, as it tells it or as it lies in /boot;
 * "absent" if neither can be read. Returns 0, or -1 with a message.
 */
int running_config_sha256(char digest[65], struct error *error);

/*
 * Whether @agent can subscribe so here: nothing is loaded for that. If not, @why
 * gets one line.
 */
bool running_kernel_has_mode(const char *agent, const struct mode_info *mode,
			     char *why, size_t size);

#endif
