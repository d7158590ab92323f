/* SPDX-License-Identifier: GPL-2.0-only */
/* The version of mnbench, as `mnbench --version` and results have it. */
#ifndef VERSION_H
#define VERSION_H

extern const char mnbench_version[];

#endif
