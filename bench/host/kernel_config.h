/* SPDX-License-Identifier: GPL-2.0-only */
/* The configuration of the running kernel. */
#ifndef HOST_KERNEL_CONFIG_H
#define HOST_KERNEL_CONFIG_H

#include "host/host_paths.h"
#include "lib/error.h"

/*
 * The configuration of the running kernel, of release @release, as text, which
 * the caller frees; NULL: it is nowhere.
 */
char *kernel_config_read(const struct host_paths *paths, const char *release);

/*
 * Check that the kernel of release @release has the options that our module
 * needs, which the file @options lists (vm/kernel-options); what only a guest
 * needs is left out. Without a configuration to read, look for the functions
 * that the module calls. Returns 0, or -1 with an error.
 */
int kernel_config_check(const struct host_paths *paths, const char *release,
			const char *options, struct error *error);

#endif
