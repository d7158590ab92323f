/* SPDX-License-Identifier: GPL-2.0-only */
/* Being the init of a guest that consists of little more than one program. */
#ifndef AGENT_INIT_H
#define AGENT_INIT_H

/*
 * Mount what is needed, make the second serial port standard output (the
 * answers) and the first standard error (the console), and load /mnbench.ko.
 * Powers off with a message on the console if that fails.
 */
void guest_start(void);

/* Load, with "name=value ...", or unload the module; 0 or -errno. */
int guest_load_module(const char *parameters);
int guest_unload_module(void);

void guest_power_off(void) __attribute__((noreturn));

#endif
