// SPDX-License-Identifier: GPL-2.0-only
/* The version, which the build hands to this file alone. */
#include "lib/version.h"

const char mnbench_version[] = MNBENCH_VERSION;
