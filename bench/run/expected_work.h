/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How long boots and samples are expected to take, for an estimate that nothing
 * was measured for yet. Work is counted in seconds of one machine, in an
 * emulated guest: other machines and venues differ by a factor.
 */
#ifndef EXPECTED_WORK_H
#define EXPECTED_WORK_H

#include "common/cell.h"

/* Of a boot, until its first sample begins. */
#define EXPECTED_BOOT_WORK 8.0

/* Of one sample of @cell. */
double expected_sample_work(const struct cell *cell);

#endif
