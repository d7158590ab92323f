/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A comparison as a report for KCIDB, the database of the kernel's CI systems
 * (docs/ci.md).
 */
#ifndef PRINT_COMPARE_KCIDB_H
#define PRINT_COMPARE_KCIDB_H

#include <jansson.h>

#include "judge/comparison.h"

/* The major and minor number of the schema of such a report. */
#define KCIDB_MAJOR 5
#define KCIDB_MINOR 3

/*
 * Make a report of the system @origin (lower-case letters, digits, '_'): the
 * kernel of NEW as a build, and a test of it for each cell. Returns NULL out of
 * memory.
 */
json_t *compare_kcidb(const struct comparison *c, const char *origin);

#endif
