/* SPDX-License-Identifier: GPL-2.0-only */
/* DAMON, a thread of the kernel that samples which pages a process uses. */
#ifndef TESTS_DAMON_H
#define TESTS_DAMON_H

#include <stdbool.h>

/* Whether this kernel has its files in sysfs. */
bool has_damon(void);
/* Let it watch this process, until damon_end() or the end of the process. */
void damon_begin(void);
void damon_end(void);

#endif
