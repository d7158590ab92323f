/* SPDX-License-Identifier: GPL-2.0-only */
/* The verdict of the oracle: whether a sample counted what had been predicted
 * for it. */
#ifndef JUDGE_H
#define JUDGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/cell.h"

/*
 * Whether a sample (as in result files) is complete and has the counters that
 * were predicted; if not, the first difference is told in @text.
 */
bool oracle_check_sample(const struct cell *cell, const json_t *sample,
			 struct error *error);

#endif
