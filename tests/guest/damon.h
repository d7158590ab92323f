/* SPDX-License-Identifier: GPL-2.0-only */
/* DAMON, a thread of the kernel that samples which pages a process uses. */
#ifndef TESTS_DAMON_H
#define TESTS_DAMON_H

#include <stdbool.h>

/* Whether this kernel has it for address spaces, with its files in sysfs. */
bool has_damon(void);
/* Let it watch this process, and no other user do so, until damon_end(). */
void damon_begin(void);
void damon_end(void);

#endif
