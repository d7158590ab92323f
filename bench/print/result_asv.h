/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A result as files for asv (airspeed velocity), which shows the performance of
 * a project's commits (docs/ci.md).
 */
#ifndef PRINT_RESULT_ASV_H
#define PRINT_RESULT_ASV_H

#include <jansson.h>

#include "result/result.h"

/* Each returns NULL out of memory. */

/* benchmarks.json: a benchmark for each cell. */
json_t *result_asv_benchmarks(const struct result *result);

/* MACHINE/machine.json; @name: MACHINE. */
json_t *result_asv_machine(const struct result *result, const char *name);

/* MACHINE/COMMIT-mnbench-PLAN.json: what was measured of a commit. */
json_t *result_asv_run(const struct result *result, const char *name,
		       const char *commit);

#endif
