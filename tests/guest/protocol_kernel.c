// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: forced interleavings of a fault with what the kernel does to a
 * page by itself.
 *
 * The device faults two pages at once. It has read the first one from the CPU's
 * page table when it waits for the second one, a page of a file that is locked:
 * another process pages it out, and the callback of that process sleeps as long
 * as its device takes. Meanwhile the kernel acts on the first page. The fault
 * has to notice that, and enters what the CPU has then.
 */
#include <errno.h>
#include <linux/userfaultfd.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "agent/client.h"
#include "common/modes.h"
#include "facilities.h"
#include "ktap.h"
#include "suites.h"
#include "support/uffd.h"
#include "victim.h"

#ifndef MADV_SOFT_OFFLINE
#define MADV_SOFT_OFFLINE 101
#endif
#ifndef MADV_HWPOISON
#define MADV_HWPOISON 100
#endif

/* Longer than ksmd needs. */
#define HOLD_NS 200000000UL
/* The two pages of the fault, one in their chunk, and one that an act needs. */
#define ACTED  REGION_BASE
#define LOCKED (REGION_BASE + PAGE_BYTES)
#define BESIDE (REGION_BASE + 2 * PAGE_BYTES)
#define OTHER  FAR_BASE
#define EQUAL  7

struct act {
	const char *name;
	bool (*possible)(void);
	void (*prepare)(void); /* before the fault; NULL: nothing */
	void (*run)(void);     /* while the fault holds mmap_lock for reading */
};

static int uffd;

static bool has_move(void)
{
	return has_uffd(UFFD_MOVE);
}

static bool has_protection(void)
{
	return has_uffd(0);
}

static bool has_nodes(void)
{
	return node_count() > 1;
}

static void make_mergeable(void)
{
	map_numbered(OTHER, 1);
	*(volatile uint64_t *)ACTED = *(volatile uint64_t *)OTHER = EQUAL;
	EXPECT_OK(madvise((void *)ACTED, PAGE_BYTES, MADV_MERGEABLE));
	EXPECT_OK(madvise((void *)OTHER, PAGE_BYTES, MADV_MERGEABLE));
}

static void merge(void)
{
	ksm_pass();
	EXPECT(ksm_pages(), "no page was merged");
}

static void prepare_protection(void)
{
	uffd = uffd_open(0);
	EXPECT_OK(uffd_register(uffd, ACTED, PAGE_BYTES,
				UFFDIO_REGISTER_MODE_WP));
}

static void protect(void)
{
	EXPECT_OK(uffd_write_protect(uffd, ACTED, PAGE_BYTES, true));
}

static void prepare_move(void)
{
	uffd = uffd_open(UFFD_MOVE);
	map_numbered(OTHER, 1);
	discard(OTHER, 1);
	EXPECT_OK(uffd_register(uffd, OTHER, PAGE_BYTES,
				UFFDIO_REGISTER_MODE_MISSING));
}

static void move(void)
{
	EXPECT(uffd_move(uffd, OTHER, ACTED, PAGE_BYTES) == PAGE_BYTES,
	       "the page did not move");
}

/* One of the two is another node than the page's. */
static void migrate(void)
{
	EXPECT_OK(move_to_node(ACTED, 1, 0));
	EXPECT_OK(move_to_node(ACTED, 1, 1));
}

static void page_out(void)
{
	EXPECT_OK(madvise((void *)ACTED, PAGE_BYTES, MADV_PAGEOUT));
}

/* Newer kernels send SIGBUS to who poisons a page. */
static void ignore_signal(int number)
{
	(void)number;
}

static void prepare_poison(void)
{
	signal(SIGBUS, ignore_signal);
}

static void poison(void)
{
	EXPECT_OK(madvise((void *)ACTED, PAGE_BYTES, MADV_HWPOISON));
}

static void take_offline(void)
{
	EXPECT_OK(madvise((void *)ACTED, PAGE_BYTES, MADV_SOFT_OFFLINE));
}

static const struct act acts[] = {
	{"merged by KSM", has_ksm, make_mergeable, merge},
	{"protected by userfaultfd", has_protection, prepare_protection,
	 protect},
	{"moved by userfaultfd", has_move, prepare_move, move},
	{"migrated to another node", has_nodes, NULL, migrate},
	{"paged out", has_swap, NULL, page_out},
	{"poisoned", has_memory_failure, prepare_poison, poison},
	{"taken offline", has_memory_failure, NULL, take_offline},
};

static atomic_bool *locking; /* in memory that the processes share */

/* On a signal, the holder locks the page of the file for HOLD_NS. */
static void lock_page(int number)
{
	(void)number;
	atomic_store(locking, true);
	madvise((void *)LOCKED, PAGE_BYTES, MADV_PAGEOUT);
}

static int hold_page(const struct cell *cell)
{
	int fd = attached_as(cell);

	/* Pages that another processor has not yet listed are not paged out. */
	use_processor(0);
	*(volatile uint64_t *)LOCKED = 1;
	EXPECT_OK(device_map(fd, LOCKED, PAGE_BYTES, 0));
	signal(SIGUSR1, lock_page);
	return fd;
}

/* Map the page of the file, and have a process ready that can lock it. */
static struct victim make_holder(void)
{
	struct cell cell = test_cell("munmap", "global");
	int file = memfd_create("locked", MFD_CLOEXEC);

	locking = mmap(NULL, PAGE_BYTES, PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	EXPECT(locking != MAP_FAILED, "mmap: %d", errno);
	EXPECT_OK(ftruncate(file, PAGE_BYTES));
	EXPECT(mmap((void *)LOCKED, PAGE_BYTES, PROT_READ | PROT_WRITE,
		    MAP_SHARED | MAP_FIXED_NOREPLACE, file, 0) != MAP_FAILED,
	       "mmap: %d", errno);
	cell.wait = MNBENCH_WAIT_SLEEP;
	cell.filter = MNBENCH_FILTER_BITMAP;
	cell.device_ns = HOLD_NS * kernel_slowness();
	if (cell.device_ns > MNBENCH_LATENCY_MAX_NS)
		cell.device_ns = MNBENCH_LATENCY_MAX_NS;
	return victim_start(hold_page, &cell);
}

/* The state of a thread or a process, as in ps(1). */
static char state_of(const char *format, int id)
{
	char path[64], state = 0;
	FILE *file;

	snprintf(path, sizeof(path), format, id);
	file = fopen(path, "re");
	EXPECT(file && fscanf(file, "%*d (%*[^)]) %c", &state) == 1, "%s",
	       path);
	fclose(file);
	return state;
}

/* The holder sleeps again when its device takes its time. */
static void start_holding(const struct victim *holder)
{
	EXPECT_OK(kill(holder->pid, SIGUSR1));
	while (!atomic_load(locking) ||
	       state_of("/proc/%d/stat", holder->pid) == 'R')
		sched_yield();
}

struct fault {
	int fd, start[2];
	atomic_int tid;
	atomic_bool done;
	int ret;
	pthread_t thread;
};

static void *run_fault(void *data)
{
	struct fault *fault = data;
	char c;

	atomic_store(&fault->tid, gettid());
	EXPECT(read(fault->start[0], &c, 1) == 1, "pipe: %d", errno);
	fault->ret = device_map(fault->fd, ACTED, 2 * PAGE_BYTES,
				MNBENCH_COMMAND_WRITABLE);
	atomic_store(&fault->done, true);
	return NULL;
}

/* The thread and its stack are there before the fault is. */
static void make_fault(struct fault *fault, int fd)
{
	fault->fd = fd;
	EXPECT_OK(pipe(fault->start));
	EXPECT_OK(pthread_create(&fault->thread, NULL, run_fault, fault));
	while (!atomic_load(&fault->tid))
		sched_yield();
}

/* Whether the thread sleeps and no signal would wake it, as for a page lock. */
static bool waits_for_page(const struct fault *fault)
{
	return state_of("/proc/self/task/%d/stat", atomic_load(&fault->tid)) ==
	       'D';
}

static void start_fault(struct fault *fault)
{
	EXPECT(write(fault->start[1], "x", 1) == 1, "pipe: %d", errno);
	while (!waits_for_page(fault)) {
		EXPECT(!atomic_load(&fault->done), "the fault did not wait");
		sched_yield();
	}
}

struct order {
	const struct act *act;
	const char *mode;
};

static void act_during_fault(const void *data)
{
	const struct order *order = data;
	struct victim holder = make_holder();
	int fd = attached(order->mode);
	struct mnbench_counters counters;
	struct fault fault = {0};

	map_numbered(ACTED, 1);
	map_numbered(BESIDE, 1);
	*(volatile uint64_t *)ACTED = EQUAL;
	/* The first interval of the mm waits for whoever unmaps a page. */
	EXPECT_OK(device_map(fd, BESIDE, PAGE_BYTES, 0));
	if (order->act->prepare)
		order->act->prepare();
	make_fault(&fault, fd);
	start_holding(&holder);
	start_fault(&fault);
	EXPECT_OK(device_counters(fd, &counters, true));
	order->act->run();
	EXPECT(!atomic_load(&fault.done), "the fault ended before");
	EXPECT_OK(pthread_join(fault.thread, NULL));
	/* The page may be one that a device cannot write, or nobody can use. */
	EXPECT(!fault.ret || fault.ret == -EFAULT, "the fault ended with %d",
	       fault.ret);
	EXPECT(counters_of(fd).collisions, "the fault noticed nothing");
	expect_no_stale_page(fd, ACTED, 2 * PAGE_BYTES);
	victim_kill(&holder);
}

void suite_protocol_kernel(void)
{
	const char *chosen = getenv("MNBENCH_HUNT_MODE");
	const struct mode_info *mode;
	char name[256];

	facilities_start();
	for (size_t i = 0; i < sizeof(acts) / sizeof(acts[0]); i++) {
		if (!acts[i].possible())
			printf("# this kernel cannot: %s\n", acts[i].name);
		for (size_t j = 0; acts[i].possible() && (mode = mode_at(j));
		     j++) {
			struct order order = {&acts[i], mode->name};

			if (!mode_has_callback(mode) ||
			    !mode_is_available(mode->name) ||
			    (chosen && strcmp(chosen, mode->name)))
				continue;
			snprintf(name, sizeof(name),
				 "protocol-kernel: a page is %s, %s",
				 acts[i].name, mode->name);
			ktap_test(name, act_during_fault, &order);
		}
	}
}
