/* SPDX-License-Identifier: GPL-2.0-only */
/* The taint of the running kernel: what it remembers until it reboots. */
#ifndef HOST_TAINT_H
#define HOST_TAINT_H

#include <stddef.h>

#include "host/host_paths.h"

#define TAINT_TEXT_MAX 128

/* The flags of the kernel; 0 if they cannot be read. */
unsigned long taint_read(const struct host_paths *paths);

/*
 * Write the flags as the kernel's letters, with the meaning of those that our
 * module sets: "O (out of tree), E (unsigned)"; "none" for 0.
 */
void taint_text(unsigned long taint, char text[TAINT_TEXT_MAX]);

/* The flags that loading and using our module sets. */
unsigned long taint_of_module(void);

#endif
