// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: modes that are drivers of the kernel. The simulated device counts
 * nothing of them, so kprobes count the callbacks of the driver, and what the
 * driver itself sees must be the memory of now.
 */
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "agent/agent_mode.h"
#include "agent/kvm_machine.h"
#include "agent/kvm_program.h"
#include "agent/layout.h"
#include "agent/measurement.h"
#include "agent/sample.h"
#include "common/modes.h"
#include "kprobe.h"
#include "ktap.h"
#include "suites.h"

/* A driver that has all pages of a device region. */
struct user {
	const struct agent_mode *mode;
	struct layout layout;
	struct subscription subscription;
};

static void fill(struct user *user, size_t first, size_t end)
{
	struct error error = {0};

	EXPECT(!user->mode->fill(&user->subscription, &user->layout, first, end,
				 true, &error),
	       "fill: %s", error.message);
}

static void begin(struct user *user, const char *mode)
{
	struct cell cell = test_cell("dontneed", mode);
	struct error error = {0};

	user->mode = agent_mode_find(mode_find(mode));
	EXPECT_OK(layout_plan(&user->layout, &cell, workload_find("dontneed"),
			      0));
	EXPECT_OK(layout_map(&user->layout));
	EXPECT(!user->mode->attach(&user->subscription, &user->layout, &error),
	       "attach: %s", error.message);
	fill(user, 0, user->layout.runs);
}

static void take(uintptr_t start, size_t size)
{
	EXPECT_OK(madvise((void *)start, size, MADV_DONTNEED));
	touch_pages(start, size);
}

/* Calls of @function while the pages from @start on are taken. */
static unsigned long calls(const char *function, uintptr_t start, size_t size)
{
	unsigned long before = kprobe_hits(function);

	take(start, size);
	return kprobe_hits(function) - before;
}

/* KVM is called for each range, and unmaps what a slot has of it. */
static void kvm_is_called(void)
{
	static const char called[] = "kvm_mmu_notifier_invalidate_range_start";
	static const char unmaps[] = "kvm_unmap_gfn_range";
	struct user user;
	size_t run;

	begin(&user, "kvm-slots");
	run = user.layout.run;
	kprobe_add(called);
	kprobe_add(unmaps);
	EXPECT_RETURN(calls(called, FAR_BASE, run), 1);
	EXPECT_RETURN(calls(unmaps, FAR_BASE, run), 0);
	EXPECT_RETURN(calls(called, layout_run(&user.layout, 1), run), 1);
	EXPECT_RETURN(calls(unmaps, layout_run(&user.layout, 1), run), 1);
	EXPECT_RETURN(calls(unmaps, layout_run(&user.layout, 1) + run, run), 0);
	subscription_close(&user.subscription);
	EXPECT_RETURN(calls(called, FAR_BASE, run), 0);
	kprobe_remove_all();
}

/* Its callback is called for each region that the range meets. */
static void rxe_is_called(void)
{
	static const char called[] = "rxe_ib_invalidate_range";
	struct user user;
	uintptr_t second;
	size_t run;

	begin(&user, "rxe");
	run = user.layout.run;
	second = layout_run(&user.layout, 1);
	kprobe_add(called);
	EXPECT_RETURN(calls(called, FAR_BASE, run), 0);
	EXPECT_RETURN(calls(called, second + run, run), 0);
	EXPECT_RETURN(calls(called, second, run), 1);
	EXPECT_RETURN(calls(called, second, user.layout.stride + 1), 2);
	subscription_close(&user.subscription);
	EXPECT_RETURN(calls(called, second, run), 0);
	kprobe_remove_all();
}

/* What the processor of the machine reads in a page of the first slot. */
static uint64_t machine_reads(struct user *user, size_t page)
{
	struct error error = {0};
	uint64_t value;

	EXPECT(!kvm_cpu_touch(&user->subscription, page * PAGE_BYTES, 1, false,
			      &error),
	       "%s", error.message);
	EXPECT_OK(kvm_program_value(user->subscription.fds[1], &value));
	return value;
}

/* The processor had the old pages. It must not keep one of them. */
static void machine_sees_new_memory(void)
{
	struct user user;
	uint32_t *page;

	begin(&user, "kvm-slots");
	page = (uint32_t *)(user.layout.region + PAGE_BYTES);
	*page = 0x1234;
	EXPECT_RETURN(machine_reads(&user, 1), 0x1234);
	EXPECT_OK(madvise(page, PAGE_BYTES, MADV_DONTNEED));
	EXPECT_RETURN(machine_reads(&user, 1), 0);
	*page = 0x5678;
	EXPECT_RETURN(machine_reads(&user, 1), 0x5678);
	EXPECT_OK(munmap(page, PAGE_BYTES));
	EXPECT_OK(map_area((uintptr_t)page, PAGE_BYTES));
	*page = 0x9abc;
	EXPECT_RETURN(machine_reads(&user, 1), 0x9abc);
	subscription_close(&user.subscription);
}

/* More memory than a machine can have is refused in one line. */
static void slots_have_a_limit(void)
{
	struct cell cell = test_cell("dontneed", "kvm-slots");
	struct subscription subscription;
	struct error error = {0};
	struct layout layout;

	cell.region_size = cell.region_stride = cell.region_run = 8UL << 30;
	EXPECT_OK(layout_plan(&layout, &cell, workload_find("dontneed"), 0));
	EXPECT(agent_mode_find(mode_find("kvm-slots"))
		       ->attach(&subscription, &layout, &error),
	       "attached");
	EXPECT(!strcmp(error.message,
		       "mode kvm: 1 slots of 8388608 KiB; allowed: at most "
		       "3840 MiB together"),
	       "'%s'", error.message);
}

/* What a driver gets back takes time where it has lost pages, else none. */
static void measure_refaults(const void *line)
{
	struct sample sample;
	struct cell cell;
	struct error error = {0};

	EXPECT(!cell_from_line(&cell, line, &error), "%s", error.message);
	EXPECT(!sample_measure(&sample, &cell, 0, NULL, &error), "%s",
	       error.message);
	EXPECT(sample.parts == cell.ops, "%lu parts",
	       (unsigned long)sample.parts);
	for (size_t i = 0; i < sample.parts; i++)
		EXPECT(cell.placement == PLACEMENT_OVERLAP
			       ? sample.refault_ns[i] > 0
			       : sample.refault_ns[i] == 0,
		       "refault %zu took %lu ns", i,
		       (unsigned long)sample.refault_ns[i]);
	sample_free(&sample);
}

static void test_refaults(const char *mode)
{
	static const char *const activities[] = {
		"workload=dontneed placement=far",
		"workload=dontneed placement=overlap",
		"workload=mprotect placement=overlap",
		"workload=cow placement=overlap",
		"workload=soft-dirty",
	};
	char line[256], name[512];

	for (size_t i = 0; i < sizeof(activities) / sizeof(*activities); i++) {
		snprintf(line, sizeof(line),
			 "mode=%s %s timed=operation+refault region_size=8M "
			 "ops=4 warmup=1",
			 mode, activities[i]);
		snprintf(name, sizeof(name), "drivers: %s", line);
		ktap_test(name, measure_refaults, line);
	}
}

void suite_drivers(void)
{
	static const struct test kvm[] = {
		{"the machine sees new memory", machine_sees_new_memory},
		{"slots have a limit", slots_have_a_limit},
	};
	static const struct test kvm_calls[] = {
		{"kvm is called for each range", kvm_is_called},
	};
	static const struct test rxe_calls[] = {
		{"rxe is called for its regions", rxe_is_called},
	};
	bool counts = kprobe_is_available();

	if (!counts)
		printf("# drivers: no kprobes to count callbacks with\n");
	if (mode_is_available("kvm-slots")) {
		ktap_run("drivers", kvm, sizeof(kvm) / sizeof(kvm[0]));
		test_refaults("kvm-slots");
		if (counts)
			ktap_run("drivers", kvm_calls, 1);
	}
	if (mode_is_available("rxe"))
		test_refaults("rxe");
	if (mode_is_available("rxe") && counts)
		ktap_run("drivers", rxe_calls,
			 sizeof(rxe_calls) / sizeof(rxe_calls[0]));
}
