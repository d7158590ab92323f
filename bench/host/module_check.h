/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Whether our module can be loaded into the running kernel. Nothing is loaded
 * to find out.
 */
#ifndef HOST_MODULE_CHECK_H
#define HOST_MODULE_CHECK_H

#include "host/host_paths.h"
#include "lib/error.h"

/*
 * Check the kernel of release @release. @options: the file vm/kernel-options.
 * Returns 0, or -1 with an error, in one line, that says what stands against
 * loading any module of ours.
 */
int module_check_kernel(const struct host_paths *paths, const char *release,
			const char *options, struct error *error);

/* The same of the module file @module on that kernel. */
int module_check_file(const struct host_paths *paths, const char *release,
		      const char *module, struct error *error);

#endif
