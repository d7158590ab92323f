// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: the start and the end of a registration in every mode. The
 * counters are as the oracle predicts, also with extra VMAs and the zero page.
 */
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/measurement.h"
#include "agent/sample.h"
#include "common/modes.h"
#include "common/timed.h"
#include "ktap.h"
#include "suites.h"

/* The region of test_pairs() has 4 runs. */
static void use_huge_pages(const char *line, bool use)
{
	if (strstr(line, "backing=thp"))
		write_file(THP_ENABLED, use ? "madvise" : "never");
	if (strstr(line, "backing=hugetlb"))
		write_file("/proc/sys/vm/nr_hugepages", use ? "4" : "0");
}

static void measure(const void *line)
{
	struct sample sample;
	struct cell cell;
	struct error error = {0};

	EXPECT(!cell_from_line(&cell, line, &error), "%s", error.message);
	use_huge_pages(line, true);
	use_last_processor();
	EXPECT(!sample_measure(&sample, &cell, 0, NULL, &error), "%s",
	       error.message);
	EXPECT(sample_agrees(&sample, &error), "%s", error.message);
	for (size_t i = 0; i < cell.ops; i++)
		EXPECT(sample.ns[i], "operation %zu took no time", i);
	sample_free(&sample);
	use_huge_pages(line, false);
}

static void test_line(const char *line)
{
	char name[512];

	snprintf(name, sizeof(name), "registration: %s", line);
	ktap_test(name, measure, line);
}

/* A latency that this kind of operation contains; cells refuse the others. */
static const char *latency(const struct timed_kind *kind)
{
	if (kind->parts & (TIMED_INVALIDATES | TIMED_CALLBACKS))
		return " device_ns=1us";
	if (kind->parts & TIMED_FAULTS)
		return " fault_ns=1us";
	return kind->parts & TIMED_REGISTERS ? " register_ns=1us" : "";
}

static void test_mode(const struct mode_info *mode)
{
	/* The last region is one of a device that takes time. */
	static const char *const regions[] = {
		"region_size=8M",
		"region_size=640K region_stride=64K region_run=4K backing=zero "
		"vmas=100",
		"region_size=640K region_stride=64K region_run=8K",
	};
	const size_t count = sizeof(regions) / sizeof(regions[0]);
	const struct timed_kind *kind;
	char line[256];

	for (uint64_t i = 0; (kind = timed_at(i)); i++) {
		if (kind->application != APPLICATION_IDLE ||
		    (kind->mode_can && !kind->mode_can(mode)))
			continue;
		for (size_t j = 0; j < count; j++) {
			snprintf(line, sizeof(line),
				 "workload=touch mode=%s timed=%s %s%s ops=3 "
				 "warmup=1",
				 mode->name, kind->name, regions[j],
				 j + 1 == count ? latency(kind) : "");
			test_line(line);
		}
	}
}

/* What changes with what backs the region, and with pinned buffers. */
static void test_pairs(void)
{
	static const char *const pairs[] = {
		"region timed=register pin=yes register_ns=1us",
		"region timed=unregister pin=yes",
		"region timed=unregister pin=yes devices=2 device_ns=1us",
		"region timed=attach pin=yes",
		"region timed=detach pin=yes devices=2 device_ns=1us",
		"region timed=detach pin=yes backing=hugetlb",
		"region timed=exit pin=yes device_ns=1us",
		"region timed=reap pin=yes",
		"region placement=overlap pin=yes",
		"region placement=overlap pin=yes backing=shmem",
		"region timed=exit backing=hugetlb",
		"region timed=exit backing=hugetlb buffers=3 devices=2",
		"whole timed=exit backing=hugetlb",
		"global timed=exit backing=hugetlb",
		"hybrid timed=exit backing=hugetlb",
		"chunked timed=exit backing=hugetlb",
		"chunked timed=exit backing=hugetlb removal=keep",
		"chunked timed=exit backing=hugetlb removal=unmap-only",
		"chunked timed=exit backing=thp removal=keep",
		"chunked timed=exit backing=shmem removal=keep",
		"adaptive timed=exit backing=hugetlb",
		"chunked timed=detach backing=hugetlb",
		"region timed=detach backing=shmem buffers=2",
	};
	char line[256];

	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		snprintf(line, sizeof(line),
			 "workload=dontneed region_size=8M ops=3 warmup=1 "
			 "mode=%s",
			 pairs[i]);
		test_line(line);
	}
}

/* A reaper that passes over the memory of the device. */
static void test_failures(const struct mode_info *mode)
{
	static const char *const policies[] = {"fail", "trylock"};
	struct error error = {0};
	struct cell cell;
	char line[256];

	for (size_t i = 0; i < 2; i++) {
		snprintf(line, sizeof(line),
			 "workload=idle mode=%s timed=reap region_size=8M "
			 "nonblock=%s ops=3 warmup=1",
			 mode->name, policies[i]);
		if (!cell_from_line(&cell, line, &error))
			test_line(line);
	}
}

/* All device pages are the zero page, which the CPU must not write. */
static void zero_page_is_shared(void)
{
	struct mnbench_counters c;
	uint64_t value = 1;
	int fd = attached("whole");

	EXPECT_OK(map_area(REGION_BASE, 4 * PAGE_BYTES));
	read_pages(REGION_BASE, 4 * PAGE_BYTES);
	EXPECT_OK(device_map(fd, REGION_BASE, 4 * PAGE_BYTES, 0));
	EXPECT_OK(device_counters(fd, &c, true));
	EXPECT(c.pages_now == 4, "%lu pages", (unsigned long)c.pages_now);
	*(uint64_t *)REGION_BASE = 5;
	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(c.pages_now == 3 && c.callbacks[MNBENCH_EVENT_CLEAR] == 1,
	       "%lu pages after a write", (unsigned long)c.pages_now);
	EXPECT_OK(device_read(fd, REGION_BASE + PAGE_BYTES, &value,
			      sizeof(value), 0));
	EXPECT(!value, "the zero page holds %lu", (unsigned long)value);
}

#define BLOCKS          16  /* each in its own chunk */
#define BOOKKEEPING_MAX 128 /* as in module/interval.h */

/*
 * The memory of a session in this mode, and its growth with BLOCKS more blocks.
 */
static void count_bytes(const char *mode, uint64_t *attached, uint64_t *grown,
			uint64_t *intervals)
{
	struct cell cell = test_cell("munmap", mode);
	bool maps = mode_has_callback(mode_find(mode));
	struct mnbench_counters first, last;
	int fd = device_open();

	EXPECT_OK(device_attach(fd, &cell));
	EXPECT_OK(device_counters(fd, &first, false));
	*attached = first.bytes;
	for (size_t i = 0; maps && i <= BLOCKS; i++) {
		uintptr_t addr = REGION_BASE + i * BLOCK_BYTES;

		map_numbered(addr, 1);
		EXPECT_OK(device_register(fd, addr, PAGE_BYTES));
		EXPECT_OK(device_map(fd, addr, PAGE_BYTES, 0));
		if (i == 0)
			EXPECT_OK(device_counters(fd, &first, false));
	}
	EXPECT_OK(device_counters(fd, &last, false));
	*grown = last.bytes - first.bytes;
	*intervals = last.chunks_now - first.chunks_now;
	close(fd);
}

/* A mode adds little to struct mmu_interval_notifier for each interval. */
static void keeps_little(const void *mode)
{
	uint64_t none, ruler, table, grown, intervals, each, beside;

	count_bytes("none", &none, &grown, &intervals);
	/* This is the size of the notifier alone. */
	count_bytes("ruler-interval", &ruler, &grown, &intervals);
	/*
	 * The device page table grows in each mode; in this mode nothing else
	 * does.
	 */
	count_bytes("whole", &each, &table, &intervals);
	EXPECT(!intervals, "%lu intervals", (unsigned long)intervals);

	count_bytes(mode, &each, &grown, &intervals);
	EXPECT(intervals == BLOCKS, "%lu intervals", (unsigned long)intervals);
	each = (grown - table) / intervals;
	beside = each - (ruler - none);
	printf("# %s: %lu bytes an interval, %lu beside the kernel's "
	       "notifier\n",
	       (const char *)mode, (unsigned long)each, (unsigned long)beside);
	EXPECT(beside > 0 && beside <= BOOKKEEPING_MAX, "%lu bytes",
	       (unsigned long)beside);
}

static void test_bytes(const struct mode_info *mode)
{
	char name[128];

	if (!mode_has_parts(mode))
		return;
	snprintf(name, sizeof(name), "registration: bytes of an interval, %s",
		 mode->name);
	ktap_test(name, keeps_little, mode->name);
}

void suite_registration(void)
{
	static const struct test tests[] = {
		{"the zero page is shared until written", zero_page_is_shared},
	};
	const struct mode_info *mode;

	for (size_t i = 0; (mode = mode_at(i)); i++) {
		if (!mode_is_available(mode->name))
			continue;
		test_mode(mode);
		if (mode_has_callback(mode))
			test_failures(mode);
		test_bytes(mode);
	}
	test_pairs();
	ktap_run("registration", tests, sizeof(tests) / sizeof(tests[0]));
}
