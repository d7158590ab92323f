/* SPDX-License-Identifier: GPL-2.0-only */
/* Counting the calls of a function of the kernel, by a kprobe. */
#ifndef KPROBE_H
#define KPROBE_H

#include <stdbool.h>

/* Whether this kernel can. */
bool kprobe_is_available(void);

/* Count the calls of @function from now on. Fails the test on an error. */
void kprobe_add(const char *function);

/* The calls so far, of all processes. */
unsigned long kprobe_hits(const char *function);

/* Remove all. */
void kprobe_remove_all(void);

#endif
