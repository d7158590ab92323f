/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel's own modules, for modes that its drivers are. */
#ifndef AGENT_KERNEL_MODULES_H
#define AGENT_KERNEL_MODULES_H

/*
 * Load those of the guest's folder /modules, in the order of their names. One
 * that does not load is told on standard error: a mode that needs it will say
 * what it misses.
 */
void kernel_modules_load(void);

#endif
