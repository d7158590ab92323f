/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the parts of the suite policies share.
 *
 *	policies.c		what they share, and what is refused
 *	policies_lock.c		the lock, and where the device is waited for
 *	policies_nonblock.c	callbacks that must not block
 *	policies_filter.c	ranges and events that are passed over
 *	policies_slots.c	slots
 */
#ifndef POLICIES_H
#define POLICIES_H

#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stdint.h>

#include "mode_info.h"
#include "suites.h"

/* The unit of latencies, in ns: much more than a debug kernel needs itself. */
#define UNIT  10000000UL
#define PAGES 8UL
/* Pages in two chunks, whatever the mode. */
#define HERE  REGION_BASE
#define THERE (REGION_BASE + BLOCK_BYTES)

/*
 * A cell whose device takes its time. Only callbacks that find pages wait, so
 * that a thread can be created meanwhile.
 */
struct cell policies_slow_cell(const char *mode);

/* A session in which the device holds a page here and one there. */
int policies_holding_two(const struct cell *cell);

/* A thread: the page there comes and goes in the session *@fd_pointer. */
void *policies_keep_discarding(void *fd_pointer);

/*
 * A thread that discards a page. It lives until the end of the test that looks
 * at collisions, because the end of a thread discards its stack.
 */
struct policies_discarder {
	uintptr_t page;
	pthread_t thread;
	sem_t may_end;
};
void policies_discard_start(struct policies_discarder *d, uintptr_t page);
void policies_discard_end(struct policies_discarder *d);

/* Whether the device holds the page. */
bool policies_holds(int fd, uintptr_t addr);

/*
 * Modes that can have filter ranges, that have a sequence number of their own,
 * that can wait in a lock, and that have any policy.
 */
bool policies_has_ranges(const struct mode_info *mode);
bool policies_has_sequence(const struct mode_info *mode);
bool policies_waits_inside(const struct mode_info *mode);
bool policies_any(const struct mode_info *mode);

/* Call @run for each mode that @can, as tests "policies: what, mode". */
void policies_run(const char *what, bool (*can)(const struct mode_info *mode),
		  void (*run)(const void *mode_name));

void policies_of_locks(void);
void policies_of_reaping(void);
void policies_of_filters(void);
void policies_of_slots(void);

#endif
