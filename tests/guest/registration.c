// SPDX-License-Identifier: GPL-2.0-only
/*
 * Not the application's operations, but what begins and ends a registration, in
 * every mode. The counters are those of the oracle, also with extra VMAs and the
 * zero page.
 */
#include <stdio.h>
#include <string.h>

#include "client.h"
#include "ktap.h"
#include "modes.h"
#include "sample.h"
#include "suites.h"

static void measure(const void *line)
{
	struct sample sample;
	struct cell cell;
	char error[512];

	EXPECT(!cell_from_line(&cell, line, error, sizeof(error)), "%s", error);
	EXPECT(!sample_measure(&sample, &cell, 0, NULL, error, sizeof(error)),
	       "%s", error);
	EXPECT(sample_agrees(&sample, error, sizeof(error)), "%s", error);
	for (size_t i = 0; i < cell.ops; i++)
		EXPECT(sample.ns[i], "operation %zu took no time", i);
	sample_free(&sample);
}

static void test_line(const char *line)
{
	char name[512];

	snprintf(name, sizeof(name), "registration: %s", line);
	ktap_test(name, measure, line);
}

static void test_mode(const struct mode_info *mode)
{
	static const char *const kinds[] = {"attach",   "detach",
					    "exit",     "first-fault",
					    "register", "unregister"};
	static const char *const regions[] = {
		"region_size=8M",
		"region_size=640K region_stride=64K region_run=4K backing=zero "
		"vmas=100",
		"region_size=640K region_stride=64K region_run=8K "
		"device_ns=1us",
	};
	char line[256];

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		for (size_t j = 0; j < sizeof(regions) / sizeof(regions[0]);
		     j++) {
			if (!strcmp(kinds[i], "first-fault") &&
			    !mode_has_callback(mode))
				continue;
			snprintf(line, sizeof(line),
				 "workload=touch mode=%s timed=%s %s ops=3 "
				 "warmup=1",
				 mode->name, kinds[i], regions[j]);
			test_line(line);
		}
	}
}

/* Each page of the device is the same, the one that the CPU must not change. */
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

void suite_registration(void)
{
	static const struct test tests[] = {
		{"the zero page is shared until written", zero_page_is_shared},
	};
	const struct mode_info *mode;

	for (size_t i = 0; (mode = mode_at(i)); i++)
		if (mode_is_here(mode->name))
			test_mode(mode);
	ktap_run("registration", tests, sizeof(tests) / sizeof(tests[0]));
}
