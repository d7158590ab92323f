/* SPDX-License-Identifier: GPL-2.0-only */
/* Loading modules of the kernel, whose drivers are modes of the agent. */
#ifndef AGENT_KERNEL_MODULES_H
#define AGENT_KERNEL_MODULES_H

/*
 * Load all files in the guest's folder /modules, in the order of their names. A
 * module that does not load causes a message on standard error; an attach in a
 * mode that needs it fails later and says what is missing.
 */
void kernel_modules_load(void);

/*
 * Unload a module that nobody uses, and load it again, so that it begins anew.
 * Nothing happens where it is a part of the kernel.
 */
void kernel_modules_renew(const char *name);

#endif
