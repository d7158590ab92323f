// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: hunting for stale pages. This file has the list of hunts, their
 * settings and what they report.
 */
#include "hunt.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/modes.h"
#include "facilities.h"
#include "hunt_run.h"
#include "ktap.h"
#include "pairs.h"
#include "support/uffd.h"

#define STEPS_A_SECOND 10000 /* of the guest's clock, at the least */
/* Steps of a mode in which faults surely collide, and the kernel acts. */
#define ENOUGH_TO_RACE 1000
#define ENOUGH_TO_ACT  5000

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
	hunt_prepare(&hunt);
	hunt_run_threads(&hunt);
	hunt_check_end(&hunt);
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
		[ACT_PROTECTED] = {"protected by userfaultfd", has_uffd(0)},
		[ACT_MOVED] = {"moved by userfaultfd", has_uffd(UFFD_MOVE)},
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
