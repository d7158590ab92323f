/* SPDX-License-Identifier: GPL-2.0-only */
/* What a program does as the init process of a guest that has no other. */
#ifndef AGENT_INIT_H
#define AGENT_INIT_H

/*
 * Mount the file systems, make the second serial port standard output (the
 * output of the agent) and the first one standard error (the console), and load
 * /mnbench.ko. If that fails, power off after a message on the console.
 */
void guest_start(void);

/*
 * Load the module with the parameters "name=value ...", or unload it. Return 0
 * or -errno.
 */
int guest_load_module(const char *parameters);
int guest_unload_module(void);

void guest_power_off(void) __attribute__((noreturn));

#endif
