/* SPDX-License-Identifier: GPL-2.0-only */
/* The architecture that a result was measured on. */
#ifndef RESULT_ARCHITECTURE_H
#define RESULT_ARCHITECTURE_H

#include <stdbool.h>

#include "result/result.h"

/*
 * As mnbench calls it: "x86_64" or "arm64"; of another machine what uname(2)
 * says. A result that does not name its machine is older than other
 * architectures, and so of x86_64.
 */
const char *result_architecture(const struct result *run);

/*
 * Refuse two results of different architectures. @option: what the user has to
 * give to have them together. Returns 0, or -1 with an error.
 */
int result_check_architectures(const struct result *a, const struct result *b,
			       const char *option, struct error *error);

#endif
