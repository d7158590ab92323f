/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Faults that the test variant of the module has and the module has not: a test
 * shows that the hunt for stale pages finds each of them. planted() is false
 * unless this very fault was chosen when the test variant was loaded.
 */
#ifndef MNB_PLANTED_H
#define MNB_PLANTED_H

#include <linux/string.h>
#include <linux/types.h>

#ifdef MNB_TEST_VARIANT
extern char *mnb_planted_fault; /* the module parameter `planted` */

static inline bool planted(const char *name)
{
	return mnb_planted_fault && !strcmp(mnb_planted_fault, name);
}
#else
#define planted(name) false
#endif

#endif
