/* SPDX-License-Identifier: GPL-2.0-only */
/* Comparing the counters of a sample with the oracle's prediction. */
#ifndef ORACLE_CHECK_H
#define ORACLE_CHECK_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "common/cell.h"

/*
 * Return true if @sample, which sample_check() has accepted, has all operations
 * of @cell and the counters that the oracle predicted; if not, @error is the
 * first difference.
 */
bool oracle_check_sample(const struct cell *cell, const json_t *sample,
			 struct error *error);

#endif
