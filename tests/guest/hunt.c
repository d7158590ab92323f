// SPDX-License-Identifier: GPL-2.0-only
/*
 * Running a hunt for stale pages: the threads, the turns they take and the
 * areas that they share.
 */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "adaptive_policy.h"
#include "agent/client.h"
#include "common/modes.h"
#include "hunt.h"
#include "ktap.h"

#define WORD_DEVICE    2
#define NEAR_PAGES     24UL
#define BUFFER_PAGES   14UL
#define APART_PAGES    12UL
#define HUGE_PAGES     (BLOCK_BYTES / PAGE_BYTES)
#define CHILD_STACK    (64UL << 10)
#define PROGRESS       50000
#define STEPS_A_SECOND 10000 /* of the guest's clock, at the least */
#define TICK_MIN_NS    3000
#define PAUSE_MAX_NS   20000
#define ENOUGH_TO_RACE 1000 /* steps in which faults surely collide */

/*
 * Chunks start and end inside the area, which is not at the start of a block.
 */
#define NEAR_BASE (REGION_BASE + (8UL << 10))
/* Devices do not use the pages between these areas; see hunt_change.c. */
#define APART_BASE (REGION_BASE + BLOCK_BYTES - (512UL << 10))
#define HUGE_BASE  (REGION_BASE + 2 * BLOCK_BYTES)

/* The parameters that change what a mode does. */
static const struct variant {
	uint64_t chunk_size; /* 0: of modes without chunks */
	enum mnbench_removal removal;
	enum mnbench_filter filter;
	enum mnbench_wait wait;
	uint64_t device_ns, fault_ns;
} variants[] = {
	{0, 0, MNBENCH_FILTER_DEFAULT, 0, 0, 0},
	{0, 0, MNBENCH_FILTER_OFF, MNBENCH_WAIT_SLEEP, 5000, 0},
	{0, 0, MNBENCH_FILTER_BITMAP, MNBENCH_WAIT_SLEEP, 2000, 500},
	{16 << 10, MNBENCH_REMOVAL_DEFERRED, MNBENCH_FILTER_DEFAULT, 0, 0, 0},
	{16 << 10, MNBENCH_REMOVAL_KEEP, MNBENCH_FILTER_OFF, 0, 0, 0},
	{64 << 10, MNBENCH_REMOVAL_DEFERRED, MNBENCH_FILTER_OFF,
	 MNBENCH_WAIT_SLEEP, 2000, 500},
	{64 << 10, MNBENCH_REMOVAL_KEEP, MNBENCH_FILTER_BITMAP, 0, 2000, 0},
	{2 << 20, MNBENCH_REMOVAL_DEFERRED, MNBENCH_FILTER_DEFAULT, 0, 0, 0},
	{2 << 20, MNBENCH_REMOVAL_DEFERRED, MNBENCH_FILTER_OFF,
	 MNBENCH_WAIT_SLEEP, 2000, 500},
	{1 << 30, MNBENCH_REMOVAL_DEFERRED, MNBENCH_FILTER_DEFAULT, 0, 0, 0},
};

static bool applies(const struct variant *v, const struct mode_info *mode)
{
	if (mode_has_chunks(mode) != !!v->chunk_size)
		return false;
	if (v->chunk_size && !mode_takes_chunk_size(mode, v->chunk_size))
		return false;
	/*
	 * Mode adaptive splits chunks itself, unless they are of the smallest
	 * size.
	 */
	if (mode->coverage == MODE_COVERS_ADAPTIVE)
		return v->chunk_size > ADAPTIVE_CHUNK_MIN;
	/* The largest is for modes that do not support the small ones. */
	if (v->chunk_size == 1 << 30 && !(mode->flags & MODE_LEVELS))
		return false;
	return v->removal != MNBENCH_REMOVAL_KEEP || mode->flags & MODE_KEEPS;
}

static const struct variant *find_variant(const struct mode_info *mode,
					  size_t index)
{
	for (size_t i = 0; i < sizeof(variants) / sizeof(variants[0]); i++)
		if (applies(&variants[i], mode) && index-- == 0)
			return &variants[i];
	return NULL;
}

size_t hunt_variants(const struct mode_info *mode)
{
	size_t count = 0;

	while (find_variant(mode, count))
		count++;
	return count;
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
static void sleep_ns(uint32_t ns)
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
		sleep_ns(TICK_MIN_NS + hunt_random(&random) % TICK_MIN_NS * 3);
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
	size_t count = 1 + hunt_random(&user->random) % 8;

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

static void *use_device(void *data)
{
	struct device_user *user = data;

	use_processor(user->index % 2);
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
		sleep_ns(hunt_random(&c->random) % PAUSE_MAX_NS);
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
	areas[AREA_HUGE].pages = index == 0 ? HUGE_PAGES : 0;
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

static void prepare(struct hunt *hunt)
{
	pthread_rwlockattr_t attr;

	pthread_rwlockattr_init(&attr);
	pthread_rwlockattr_setkind_np(
		&attr, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
	EXPECT_OK(pthread_rwlock_init(&hunt->lock, &attr));
	if (!access(THP_ENABLED, F_OK))
		write_file(THP_ENABLED, "madvise");
	hunt->file = memfd_create("hunt", MFD_CLOEXEC);
	EXPECT_OK(
		ftruncate(hunt->file, HUNT_CHANGERS * NEAR_PAGES * PAGE_BYTES));
	hunt->pagemap = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);
	hunt->clear_refs = open("/proc/self/clear_refs", O_WRONLY | O_CLOEXEC);
	EXPECT(hunt->pagemap >= 0 && hunt->clear_refs >= 0, "/proc/self: %d",
	       errno);
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

/*
 * Nothing is mapped on the CPU, so the device must hold nothing and no chunk be
 * left.
 */
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
	EXPECT(counters.chunks_inserted - counters.chunks_removed ==
		       counters.chunks_now,
	       "%lu chunks left", (unsigned long)counters.chunks_now);
	EXPECT(hunt->steps < ENOUGH_TO_RACE || counters.collisions,
	       "no fault collided with a change");
	EXPECT(hunt->steps < ENOUGH_TO_RACE || counters.splits ||
		       mode_find(hunt->cell.mode)->coverage !=
			       MODE_COVERS_ADAPTIVE,
	       "no chunk was split");
	EXPECT_OK(device_detach(hunt->fd));
}

static void name_variant(char *name, size_t size, const struct mode_info *mode,
			 const struct cell *cell)
{
	char text[192];

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
	const struct variant *v = find_variant(mode, index);
	struct cell cell = test_cell("munmap", mode->name);
	struct cell initial;

	cell_init(&initial);
	cell.region_size = initial.region_size;
	cell.ops = initial.ops;
	cell.warmup = initial.warmup;
	cell.chunk_size = v->chunk_size;
	cell.removal = v->removal;
	cell.filter = v->filter;
	cell.wait = v->wait;
	cell.device_ns = v->device_ns;
	cell.fault_ns = v->fault_ns;
	return cell;
}

void hunt_variant(const struct mode_info *mode, size_t index)
{
	static struct hunt hunt;
	char name[256];

	hunt.cell = variant_cell(mode, index);
	hunt.buffers = mode->coverage == MODE_COVERS_BUFFERS;
	name_variant(name, sizeof(name), mode, &hunt.cell);
	hunt.name = name;
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
};

static void run_order(const void *data)
{
	const struct order *order = data;

	hunt_variant(order->mode, order->index);
}

static void cannot_hunt(const void *mode)
{
	EXPECT(false, "mode %s has no device, or this kernel lacks it",
	       (const char *)mode);
}

void suite_hunt(void)
{
	const char *chosen = getenv("MNBENCH_HUNT_MODE");
	const struct mode_info *mode = chosen ? mode_find(chosen) : NULL;

	if (chosen &&
	    (!mode || !mode_has_callback(mode) || !mode_is_available(chosen)))
		ktap_test("hunt: in the mode chosen", cannot_hunt, chosen);
	for (size_t i = 0; (mode = mode_at(i)); i++) {
		if (!mode_has_callback(mode) ||
		    !mode_is_available(mode->name) ||
		    (chosen && strcmp(chosen, mode->name)))
			continue;
		for (size_t j = 0; j < hunt_variants(mode); j++) {
			struct order order = {mode, j};
			struct cell cell = variant_cell(mode, j);
			char name[256];

			name_variant(name, sizeof(name), mode, &cell);
			ktap_test(name, run_order, &order);
		}
	}
}
