// SPDX-License-Identifier: GPL-2.0-only
/*
 * Running a hunt for stale pages: the threads, the turns they take and the
 * areas that they share.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "agent/client.h"
#include "common/modes.h"
#include "facilities.h"
#include "hunt.h"
#include "ktap.h"
#include "pairs.h"

#define WORD_DEVICE    2
#define NEAR_PAGES     24UL
#define BUFFER_PAGES   14UL
#define APART_PAGES    12UL
#define SMALL_PAGES    (BLOCK_BYTES / PAGE_BYTES)
#define BEYOND         8UL /* pages behind an area that devices may look at */
#define CHILD_STACK    (64UL << 10)
#define PROGRESS       50000
#define STEPS_A_SECOND 10000 /* of the guest's clock, at the least */
#define TICK_MIN_NS    3000
#define PAUSE_MAX_NS   20000
/* Steps of a mode in which faults surely collide, and the kernel acts. */
#define ENOUGH_TO_RACE 1000
#define ENOUGH_TO_ACT  5000

/*
 * Chunks start and end inside the area, which is not at the start of a block.
 */
#define NEAR_BASE (REGION_BASE + (8UL << 10))
/* Devices do not use the pages between these areas; see hunt_change.c. */
#define APART_BASE (REGION_BASE + BLOCK_BYTES - (512UL << 10))
#define HUGE_BASE  (REGION_BASE + 2 * BLOCK_BYTES)

/* The cells of a mode. The last mode is kept, because the search takes long. */
static size_t rows_of(const struct mode_info *mode,
		      const struct pairs_row **rows)
{
	static const struct mode_info *kept;
	static struct pairs_row table[PAIRS_CELLS_MAX];
	static size_t count;

	if (kept != mode)
		count = pairs_make(mode, table);
	kept = mode;
	*rows = table;
	return count;
}

size_t hunt_variants(const struct mode_info *mode)
{
	const struct pairs_row *rows;

	return rows_of(mode, &rows);
}

/* As in the command that started the guest; NULL if there is none. */
static unsigned long setting(const char *name, unsigned long initial)
{
	const char *value = getenv(name);

	return value ? strtoul(value, NULL, 10) : initial;
}

static unsigned long all_steps(void)
{
	return setting("MNBENCH_HUNT_STEPS", 10000);
}

static unsigned long seed(void)
{
	return setting("MNBENCH_HUNT_SEED", 1);
}

void hunt_found(const struct hunt_changer *c, uintptr_t addr,
		const char *format, ...)
{
	static atomic_flag first = ATOMIC_FLAG_INIT;
	const char *mode = getenv("MNBENCH_HUNT_MODE");
	const char *kernel = getenv("MNBENCH_HUNT_KERNEL");
	va_list args;

	/* Another thread reports what it has found and ends the process. */
	while (atomic_flag_test_and_set(&first))
		pause();
	printf("# %s, seed %lu: step %lu, after %s", c->hunt->name, seed(),
	       c->step, c->change);
	for (size_t i = 0; i < c->changed_count; i++)
		printf(" %#lx-%#lx", hunt_address(&c->changed[i]),
		       hunt_address(&c->changed[i]) +
			       hunt_bytes(&c->changed[i]));
	printf(": page %#lx: ", addr);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	printf("\n# repeat with: make hunt KERNEL=%s STEPS=%lu SEED=%lu%s%s\n",
	       kernel ? kernel : "debian", all_steps(), seed(),
	       mode ? " MODE=" : "", mode ? mode : "");
	fflush(stdout);
	_exit(HUNT_FOUND);
}

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

static void place(struct hunt_changer *c, size_t index)
{
	struct hunt_area *areas = c->areas;
	char *stack = mmap(NULL, CHILD_STACK, PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	EXPECT(stack != MAP_FAILED, "mmap: %d", errno);
	c->child_stack = stack + CHILD_STACK - PAGE_BYTES;
	areas[AREA_NEAR].base = NEAR_BASE + index * NEAR_PAGES * PAGE_BYTES;
	areas[AREA_NEAR].pages = NEAR_PAGES;
	areas[AREA_NEAR].file_offset = index * NEAR_PAGES * PAGE_BYTES;
	areas[AREA_APART].base = APART_BASE + index * APART_PAGES * PAGE_BYTES;
	areas[AREA_APART].pages = APART_PAGES;
	areas[AREA_HUGE].base = HUGE_BASE;
	areas[AREA_HUGE].pages = index == 0 ? SMALL_PAGES : 0;
}

struct hunt_range hunt_buffer(struct hunt_changer *c, size_t index)
{
	struct hunt_range low = {&c->areas[AREA_NEAR], 0, BUFFER_PAGES};
	struct hunt_range high = {&c->areas[AREA_NEAR],
				  BUFFER_PAGES - BUFFER_OVERLAP, BUFFER_PAGES};

	return index == BUFFER_LOW ? low : high;
}

static void register_buffers(struct hunt_changer *c)
{
	const struct hunt_area *huge = &c->areas[AREA_HUGE];
	uintptr_t far = (c->index + 1) << 32; /* where workloads act */

	for (size_t i = 0; i < BUFFER_COUNT; i++) {
		struct hunt_range range = hunt_buffer(c, i);

		EXPECT_OK(device_register(c->hunt->fd, hunt_address(&range),
					  hunt_bytes(&range)));
	}
	if (huge->pages)
		EXPECT_OK(device_register(c->hunt->fd, huge->base,
					  huge->pages * PAGE_BYTES));
	EXPECT_OK(device_register(c->hunt->fd, FAR_BASE + far, BLOCK_BYTES));
	EXPECT_OK(device_register(c->hunt->fd, SPARE_BASE + far, BLOCK_BYTES));
}

/* Except in a kernel without huge pages. */
static void expect_huge_page(void)
{
	long kb = smaps_kb(HUGE_BASE, "AnonHugePages:");

	EXPECT(access(THP_ENABLED, F_OK) || kb == BLOCK_BYTES >> 10,
	       "%ld kB in huge pages", kb);
}

/* Kernels newer than 6.1 send SIGBUS to who poisons a page. */
static void expect_signal(int number)
{
	(void)number;
}

static void prepare(struct hunt *hunt)
{
	pthread_rwlockattr_t attr;

	pthread_rwlockattr_init(&attr);
	pthread_rwlockattr_setkind_np(
		&attr, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	EXPECT_OK(pthread_rwlock_init(&hunt->lock, &attr));
	signal(SIGBUS, expect_signal);
	if (!access(THP_ENABLED, F_OK))
		write_file(THP_ENABLED, "madvise");
	hunt->file = memfd_create("hunt", MFD_CLOEXEC);
	EXPECT_OK(
		ftruncate(hunt->file, HUNT_CHANGERS * NEAR_PAGES * PAGE_BYTES));
	hunt->pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	hunt->clear_refs = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
	hunt->page_flags = open("/proc/kpageflags", O_RDONLY | O_CLOEXEC);
	EXPECT(hunt->pagemap >= 0 && hunt->clear_refs >= 0 &&
		       hunt->page_flags >= 0,
	       "/proc: %d", errno);
	hunt->disk = open(DISK_PATH, O_RDWR | O_CLOEXEC);
	hunt->uffd = uffd_open(false);
	hunt->uffd_move = uffd_open(true);
	hunt->nodes = node_count();
	for (size_t i = 0; i < HUNT_CHANGERS; i++) {
		struct hunt_changer *c = &hunt->changers[i];

		c->hunt = hunt;
		c->index = i;
		c->random = hunt->seed * 16 + i + 1;
		c->stamp = (uint64_t)(i + 1) << 56;
		place(c, i);
	}
	hunt->fd = device_open();
	EXPECT(hunt->fd >= 0, "open: %d", hunt->fd);
	EXPECT_OK(device_attach(hunt->fd, &hunt->cell));
	for (size_t i = 0; i < HUNT_CHANGERS; i++) {
		register_buffers(&hunt->changers[i]);
		hunt_map_areas(&hunt->changers[i]);
	}
	expect_huge_page();
}

static void run_threads(struct hunt *hunt)
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

/* Chunks that begin in these pages or hold the first of them. */
static uint64_t chunks_of(const struct hunt *hunt, uintptr_t start,
			  size_t pages)
{
	uint64_t size = hunt->cell.chunk_size;

	return (start + pages * PAGE_BYTES - 1) / size - start / size + 1;
}

/* All chunks of which a device can have used a page. */
static uint64_t chunks_ever(struct hunt *hunt)
{
	uint64_t count = chunks_of(hunt, HUGE_BASE, SMALL_PAGES + BEYOND);

	count +=
		chunks_of(hunt, NEAR_BASE, HUNT_CHANGERS * NEAR_PAGES + BEYOND);
	count += chunks_of(hunt, APART_BASE,
			   HUNT_CHANGERS * APART_PAGES + BEYOND);
	/* Where workloads act; their pages begin a chunk. */
	return count + HUNT_CHANGERS * chunks_of(hunt, FAR_BASE, SMALL_PAGES);
}

/* The intervals that are there although nothing is mapped on the CPU. */
static void check_intervals(struct hunt *hunt,
			    const struct mnbench_counters *counters)
{
	const struct mode_info *mode = mode_find(hunt->cell.mode);
	bool keeps = mode->flags & MODE_KEEPS &&
		     hunt->cell.removal == MNBENCH_REMOVAL_KEEP;
	/* Of `whole` over all addresses, and of the registered buffers. */
	uint64_t low = !strcmp(mode->name, "whole"), high = low;

	if (mode->coverage == MODE_COVERS_BUFFERS)
		low = high = HUNT_CHANGERS * (BUFFER_COUNT + 2) + 1;
	/* Each chunk that a fault looked at stays. */
	if (keeps) {
		low = counters->chunks_inserted;
		high = chunks_ever(hunt);
		EXPECT(low, "no chunk was ever made");
	}
	EXPECT(counters->chunks_now >= low && counters->chunks_now <= high,
	       "%lu intervals left, not %lu to %lu",
	       (unsigned long)counters->chunks_now, (unsigned long)low,
	       (unsigned long)high);
}

/* Nothing is mapped on the CPU, so the device must hold nothing. */
static void check_end(struct hunt *hunt)
{
	struct mnbench_counters counters;

	for (size_t i = 0; i < HUNT_CHANGERS; i++) {
		hunt->changers[i].change = "the end";
		hunt->changers[i].changed_count = 0;
		hunt_check_areas(&hunt->changers[i]);
	}
	for (size_t i = 0; i < HUNT_CHANGERS; i++) {
		for (size_t j = 0; j < AREA_COUNT; j++) {
			const struct hunt_area *area =
				&hunt->changers[i].areas[j];

			if (area->pages)
				EXPECT_OK(munmap((void *)area->base,
						 area->pages * PAGE_BYTES));
		}
	}
	EXPECT_OK(device_settle(hunt->fd));
	EXPECT_OK(device_counters(hunt->fd, &counters, false));
	printf("# %s: %lu steps, %lu accesses, %lu pages faulted, "
	       "%lu taken away, %lu collisions, %lu chunks made, "
	       "%lu split\n",
	       hunt->name, hunt->steps, atomic_load(&hunt->accesses),
	       (unsigned long)counters.pages_faulted,
	       (unsigned long)counters.pages_invalidated,
	       (unsigned long)counters.collisions,
	       (unsigned long)counters.chunks_inserted,
	       (unsigned long)counters.splits);
	if (counters.pages_now)
		hunt_found(&hunt->changers[0], 0, "%lu pages left",
			   (unsigned long)counters.pages_now);
	check_intervals(hunt, &counters);
	atomic_fetch_add(&hunt->sum->steps, hunt->steps);
	atomic_fetch_add(&hunt->sum->collisions, counters.collisions);
	atomic_fetch_add(&hunt->sum->splits, counters.splits);
	EXPECT_OK(device_detach(hunt->fd));
}

static void name_variant(char *name, size_t size, const struct mode_info *mode,
			 const struct cell *cell)
{
	char text[512];

	cell_describe(cell, text, sizeof(text));
	/*
	 * The rest after "munmap chunked far", as in "munmap chunked far
	 * chunk_size=16K".
	 */
	snprintf(name, size, "hunt: %s%s", mode->name,
		 strstr(text, " far") + strlen(" far"));
}

static struct cell variant_cell(const struct mode_info *mode, size_t index)
{
	const struct pairs_row *rows;
	struct cell cell;

	rows_of(mode, &rows);
	EXPECT(pairs_cell(mode, &rows[index], &cell), "cell %zu is refused",
	       index);
	return cell;
}

void hunt_variant(const struct mode_info *mode, size_t index,
		  struct hunt_sum *sum)
{
	static struct hunt hunt;
	char name[512];

	hunt.cell = variant_cell(mode, index);
	hunt.buffers = mode->coverage == MODE_COVERS_BUFFERS;
	name_variant(name, sizeof(name), mode, &hunt.cell);
	hunt.name = name;
	hunt.sum = sum;
	hunt.seed = seed() * 1000003 + index;
	hunt.steps = all_steps() / hunt_variants(mode) + 1;
	alarm((60 + hunt.steps / STEPS_A_SECOND * 10) * kernel_slowness());
	prepare(&hunt);
	run_threads(&hunt);
	check_end(&hunt);
}

struct order {
	const struct mode_info *mode;
	size_t index;
	struct hunt_sum *sum; /* of the mode */
};

static void run_order(const void *data)
{
	const struct order *order = data;

	hunt_variant(order->mode, order->index, order->sum);
}

/* Some hunts of a mode may race with nothing, but not all. */
static void has_raced(const void *data)
{
	const struct order *order = data;
	const struct hunt_sum *sum = order->sum;

	printf("# hunt: %s: %lu steps, %lu collisions\n", order->mode->name,
	       atomic_load(&sum->steps), atomic_load(&sum->collisions));
	if (sum->steps < ENOUGH_TO_RACE)
		return;
	EXPECT(sum->collisions, "no fault collided with a change");
	EXPECT(sum->splits || order->mode->coverage != MODE_COVERS_ADAPTIVE,
	       "no chunk was split");
}

/* What the kernel lacks is said, and is no fault. */
static void kernel_acted(const void *data)
{
	const struct hunt_sum *sums = data;
	const struct {
		const char *what;
		bool possible;
	} acts[ACT_COUNT] = {
		[ACT_PROTECTED] = {"protected by userfaultfd", has_uffd(false)},
		[ACT_MOVED] = {"moved by userfaultfd", has_uffd(true)},
		[ACT_MERGED] = {"merged by KSM", has_ksm()},
		[ACT_MIGRATED] = {"migrated to another node", node_count() > 1},
		[ACT_PAGED_OUT] = {"paged out to swap", has_swap()},
		[ACT_POISONED] = {"poisoned", has_memory_failure()},
		[ACT_OFFLINED] = {"offlined", has_memory_failure()},
		[ACT_WRITTEN] = {"written back", has_disk()},
		[ACT_COLLAPSED] = {"collapsed by khugepaged", has_khugepaged()},
		[ACT_HUGETLB] = {"of hugetlbfs", has_huge_pages()},
	};
	const char *never = NULL;

	for (size_t i = 0; i < ACT_COUNT; i++) {
		unsigned long count = 0;

		for (size_t mode = 0; mode_at(mode); mode++)
			count += atomic_load(&sums[mode].acts[i]);
		printf("# hunt: pages %s: %lu%s\n", acts[i].what, count,
		       acts[i].possible ? "" : " (this kernel cannot)");
		if (acts[i].possible && !count)
			never = acts[i].what;
	}
	EXPECT(!never || all_steps() < ENOUGH_TO_ACT, "no page was %s", never);
}

static void cannot_hunt(const void *mode)
{
	EXPECT(false, "mode %s has no device, or this kernel lacks it",
	       (const char *)mode);
}

static void hunt_in_mode(const struct mode_info *mode, struct hunt_sum *sum)
{
	struct order order = {mode, 0, sum};
	char name[512];

	for (; order.index < hunt_variants(mode); order.index++) {
		struct cell cell = variant_cell(mode, order.index);

		name_variant(name, sizeof(name), mode, &cell);
		ktap_test(name, run_order, &order);
	}
	snprintf(name, sizeof(name), "hunt: %s: devices and changes collided",
		 mode->name);
	ktap_test(name, has_raced, &order);
}

struct hunt_sum *hunt_new_sums(size_t count)
{
	void *sums =
		mmap(NULL, count * sizeof(struct hunt_sum),
		     PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	return sums == MAP_FAILED ? NULL : sums;
}

void suite_hunt(void)
{
	const char *chosen = getenv("MNBENCH_HUNT_MODE");
	const struct mode_info *mode = chosen ? mode_find(chosen) : NULL;
	struct hunt_sum *sums;
	size_t count = 0;

	facilities_start();
	if (chosen &&
	    (!mode || !mode_has_callback(mode) || !mode_is_available(chosen)))
		ktap_test("hunt: in the mode chosen", cannot_hunt, chosen);
	while (mode_at(count))
		count++;
	sums = hunt_new_sums(count);
	for (size_t i = 0; (mode = mode_at(i)); i++)
		if (mode_has_callback(mode) && mode_is_available(mode->name) &&
		    (!chosen || !strcmp(chosen, mode->name)))
			hunt_in_mode(mode, &sums[i]);
	ktap_test("hunt: the kernel did all that it can", kernel_acted, sums);
}
