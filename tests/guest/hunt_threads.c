// SPDX-License-Identifier: GPL-2.0-only
/* The threads of a hunt, and the turns that they take. */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <time.h>

#include "agent/client.h"
#include "hunt_run.h"
#include "ktap.h"

#define WORD_DEVICE  2
#define PROGRESS     50000
#define TICK_MIN_NS  3000
#define PAUSE_MAX_NS 20000

/*
 * The thread preempts others on its processor as soon as it can run, so devices
 * are preempted anywhere, also in the kernel.
 */
static void run_first(int priority)
{
	struct sched_param param = {.sched_priority = priority};

	prctl(PR_SET_TIMERSLACK, 1UL);
	EXPECT_OK(sched_setscheduler(0, SCHED_FIFO, &param));
}

/* On a slow kernel, a timer every few microseconds would be all it does. */
void hunt_sleep(uint32_t ns)
{
	struct timespec period = {.tv_nsec = ns * kernel_slowness()};

	nanosleep(&period, NULL);
}

/*
 * The emulator runs one processor after the other, each until the next timer of
 * the guest expires.
 */
static void *tick(void *data)
{
	struct hunt *hunt = data;
	uint64_t random = hunt->seed + 1;

	run_first(2);
	while (!atomic_load(&hunt->stop))
		hunt_sleep(TICK_MIN_NS +
			   hunt_random(&random) % TICK_MIN_NS * 3);
	return NULL;
}

struct device_user {
	struct hunt *hunt;
	size_t index;
	uint64_t random;
};

/* Mostly in `near`, so that devices and changers use the same pages. */
static uintptr_t any_page(struct device_user *user)
{
	uint32_t which = hunt_random(&user->random) % 16;
	const struct hunt_changer *c =
		&user->hunt
			 ->changers[hunt_random(&user->random) % HUNT_CHANGERS];
	const struct hunt_area *area = &c->areas[AREA_NEAR];

	if (which == 0)
		area = &c->areas[AREA_APART];
	else if (which == 1)
		area = &user->hunt->changers[0].areas[AREA_HUGE];
	return area->base +
	       hunt_random(&user->random) % area->pages * PAGE_BYTES;
}

static int use_device_once(struct device_user *user)
{
	int fd = user->hunt->fd;
	uintptr_t page = any_page(user);
	uint64_t values[PAGE_BYTES / sizeof(uint64_t)];
	size_t count = 1 + hunt_random(&user->random) % BEYOND;

	switch (hunt_random(&user->random) % 8) {
	case 0:
	case 1:
		values[0] = hunt_random(&user->random);
		return device_write(fd, (uintptr_t)hunt_word(page, WORD_DEVICE),
				    values, sizeof(values[0]), 0);
	case 2:
		return device_read(fd, page, values, 64,
				   MNBENCH_COMMAND_NOFAULT);
	case 3: /* the end of a page and the start of the next */
		return device_read(fd, page + PAGE_BYTES / 2, values,
				   sizeof(values), 0);
	case 4:
		return device_map(fd, page, count * PAGE_BYTES,
				  MNBENCH_COMMAND_WRITABLE);
	case 5:
		return device_map(fd, NEAR_BASE,
				  HUNT_CHANGERS * NEAR_PAGES * PAGE_BYTES, 0);
	case 6:
		return device_map(fd, page, count * PAGE_BYTES, 0);
	default:
		return device_read(fd, page, values, 64, 0);
	}
}

/*
 * A thread that wakes up does not preempt threads of the kernel. A device that
 * sleeps for less time than a switch takes would else let none of them execute
 * one instruction, and changers wait for what these do.
 */
static void preempt_nobody(void)
{
	struct sched_param param = {0};

	EXPECT_OK(sched_setscheduler(0, SCHED_BATCH, &param));
}

static void *use_device(void *data)
{
	struct device_user *user = data;

	use_processor(user->index % 2);
	preempt_nobody();
	while (!atomic_load(&user->hunt->stop)) {
		int ret = use_device_once(user);

		/*
		 * Unmapped, forbidden, in no buffer, absent, or changed too
		 * often; or with a planted fault a page of someone else, which
		 * a check will find.
		 */
		EXPECT(!ret || ret == -EFAULT || ret == -EPERM ||
			       ret == -EACCES || ret == -ENOENT ||
			       ret == -EBUSY || ret == -ESTALE,
		       "the device's access ended with %d", ret);
		atomic_fetch_add(&user->hunt->accesses, 1);
	}
	return NULL;
}

static void *change(void *data)
{
	struct hunt_changer *c = data;

	use_processor(c->index % 2);
	run_first(1);
	while ((c->step = atomic_fetch_add(&c->hunt->step, 1)) <
	       c->hunt->steps) {
		hunt_step(c);
		hunt_sleep(hunt_random(&c->random) % PAUSE_MAX_NS);
		if (c->step && c->step % PROGRESS == 0) {
			printf("# %s: step %lu\n", c->hunt->name, c->step);
			fflush(stdout);
		}
	}
	return NULL;
}

void hunt_run_threads(struct hunt *hunt)
{
	pthread_t ticker, changers[HUNT_CHANGERS], devices[HUNT_DEVICES];
	struct device_user users[HUNT_DEVICES];

	EXPECT_OK(pthread_create(&ticker, NULL, tick, hunt));
	for (size_t i = 0; i < HUNT_DEVICES; i++) {
		users[i] =
			(struct device_user){hunt, i, hunt->seed * 16 + 9 + i};
		EXPECT_OK(pthread_create(&devices[i], NULL, use_device,
					 &users[i]));
	}
	for (size_t i = 0; i < HUNT_CHANGERS; i++)
		EXPECT_OK(pthread_create(&changers[i], NULL, change,
					 &hunt->changers[i]));
	for (size_t i = 0; i < HUNT_CHANGERS; i++)
		EXPECT_OK(pthread_join(changers[i], NULL));
	atomic_store(&hunt->stop, true);
	for (size_t i = 0; i < HUNT_DEVICES; i++)
		EXPECT_OK(pthread_join(devices[i], NULL));
	EXPECT_OK(pthread_join(ticker, NULL));
}
