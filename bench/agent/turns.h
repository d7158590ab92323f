/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Turns: an emulator that counts instructions runs one CPU at a time, until the
 * next timer of the guest expires, milliseconds later. Threads on two CPUs
 * would then hardly meet. With these timers turns last microseconds.
 */
#ifndef AGENT_TURNS_H
#define AGENT_TURNS_H

#include <stddef.h>

struct turns;

/*
 * Make a timer for each of @count CPUs, the last of which is @last. Returns
 * NULL with errno set; ENODEV: there are not so many CPUs.
 */
struct turns *turns_new(int last, size_t count);
void turns_free(struct turns *turns);

/* Let turns be short, or not. Return 0 or -errno; NULL does nothing. */
int turns_begin(struct turns *turns);
int turns_end(struct turns *turns);

#endif
