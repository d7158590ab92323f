// SPDX-License-Identifier: GPL-2.0-only
/*
 * The version of mnbench. Only this file includes what the build generates for
 * it, so that a new commit recompiles nothing else.
 */
#include "lib/version.h"

#include "version.inc"

const char mnbench_version[] = MNBENCH_VERSION;
