// SPDX-License-Identifier: GPL-2.0-only
/* Tests of cells: parsing, printing, settling, comparing. */
#include "cells.h"

#include "common/timed.h"
#include "mnbench_abi.h"

static struct error error;

static int set(struct cell *cell, const char *key, const char *value)
{
	return cell_set(cell, cell_key_find(key), value, &error);
}

static void values_are_printed_as_they_are_read(void **state)
{
	static const char *const pairs[][2] = {
		{"chunk_size", "4K"},    {"chunk_size", "2M"},
		{"chunk_size", "1T"},    {"region_size", "63K"},
		{"device_ns", "0"},      {"device_ns", "100ns"},
		{"device_ns", "5us"},    {"device_ns", "1s"},
		{"device_ns", "1500ns"}, {"placement", "same-chunk"},
		{"filter", "bitmap"},    {"removal", "keep"},
		{"events", "all"},       {"events", "unmap+release"},
		{"wait", "sleep"},       {"ops", "1000000"},
		{"workload", "munmap"},  {"mode", "chunked"},
	};
	struct cell cell;
	char text[64];

	(void)state;
	cell_init(&cell);
	for (size_t i = 0; i < COUNT(pairs); i++) {
		assert_int_equal(set(&cell, pairs[i][0], pairs[i][1]), 0);
		cell_format(&cell, cell_key_find(pairs[i][0]), text,
			    sizeof(text));
		assert_string_equal(text, pairs[i][1]);
	}
}

static void old_words_are_read(void **state)
{
	struct cell cell;

	(void)state;
	cell_init(&cell);
	assert_int_equal(set(&cell, "filter", "on"), 0);
	assert_int_equal(cell.filter, MNBENCH_FILTER_BITMAP);
}

static void units_are_factors(void **state)
{
	struct cell cell;

	(void)state;
	cell_init(&cell);
	assert_int_equal(set(&cell, "device_ns", "5us"), 0);
	assert_int_equal(cell.device_ns, 5000);
	assert_int_equal(set(&cell, "device_ns", "5000"), 0);
	assert_int_equal(cell.device_ns, 5000);
	assert_int_equal(set(&cell, "chunk_size", "2M"), 0);
	assert_int_equal(cell.chunk_size, 2 << 20);
	assert_int_equal(set(&cell, "chunk_size", "2097152"), 0);
	assert_int_equal(cell.chunk_size, 2 << 20);
}

static void bad_values_are_refused(void **state)
{
	static const char *const pairs[][2] = {
		{"chunk_size", "3M"},
		{"chunk_size", "2K"},
		{"chunk_size", "2T"},
		{"chunk_size", "-2M"},
		{"chunk_size", ""},
		{"chunk_size", "M"},
		{"chunk_size", "2MB"},
		{"chunk_size", "2 M"},
		{"device_ns", "2s"},
		{"device_ns", "5 us"},
		{"device_ns", "0x10"},
		{"device_ns", "1e3"},
		{"ops", "0"},
		{"ops", "1K"},
		{"threads", "257"},
		{"pages", "16777217"},
		{"timed", "faults"},
		{"inflight", "65"},
		{"placement", "near"},
		{"filter", "2"},
		{"workload", "munmapp"},
		{"mode", ""},
		{"device_ns", "99999999999999999999999"},
		{"region_size", "18446744073709551615T"},
	};
	struct cell cell, before;

	(void)state;
	cell_init(&cell);
	before = cell;
	for (size_t i = 0; i < COUNT(pairs); i++) {
		assert_int_equal(set(&cell, pairs[i][0], pairs[i][1]), -1);
		assert_contains(error_text(&error), pairs[i][0]);
		assert_contains(error_text(&error), pairs[i][1]);
		assert_contains(error_text(&error), "allowed:");
		assert_memory_equal(&cell, &before, sizeof(cell));
	}
}

static void keys_that_do_not_apply_are_idle(void **state)
{
	struct cell a = make("workload=fork mode=none device_ns=5us "
			     "chunk_size=1G filter=bitmap inflight=7");
	struct cell b = make("workload=fork mode=none");
	struct cell c = make("workload=fork mode=global chunk_size=1G");

	(void)state;
	assert_true(cell_equal(&a, &b));
	assert_int_equal(a.inflight, 0);
	assert_int_equal(c.chunk_size, 0);
	assert_int_equal(c.inflight, MNBENCH_INFLIGHT_DEFAULT);
	assert_false(cell_key_applies(&a, cell_key_find("device_ns")));
	assert_false(cell_key_applies(&c, cell_key_find("chunk_size")));
	assert_true(cell_key_applies(&c, cell_key_find("device_ns")));
}

static void only_operations_share(void **state)
{
	struct cell fault = make("workload=dontneed mode=whole timed=fault "
				 "threads=1 pages=1 sharing=vma");
	struct cell two = make("workload=dontneed mode=none threads=2");
	struct cell vma = make("workload=dontneed mode=none threads=2 "
			       "sharing=vma");

	(void)state;
	assert_int_equal(fault.sharing, SHARING_OWN);
	refuse("workload=dontneed mode=none placement=overlap sharing=vma",
	       "sharing cannot be 'vma' in this placement; allowed: own, or "
	       "placement far");
	assert_int_equal(vma.sharing, SHARING_VMA);
	assert_false(cell_same_activity(&two, &vma));
}

static void default_filter_is_the_modes(void **state)
{
	struct cell global = make("workload=fork mode=global");
	struct cell filtered = make("workload=fork mode=filtered");
	struct cell same = make("workload=fork mode=filtered filter=bitmap");

	(void)state;
	assert_int_equal(global.filter, MNBENCH_FILTER_OFF);
	assert_int_equal(filtered.filter, MNBENCH_FILTER_BITMAP);
	assert_true(cell_equal(&filtered, &same));
}

static void impossible_cells_are_refused(void **state)
{
	(void)state;
	refuse("mode=none", "no workload");
	refuse("workload=fork", "no mode");
	refuse("workload=fork mode=none colour=red", "unknown key 'colour'");
	refuse("workload=fork mode", "not key=value");
	refuse("workload=fork mode=none region_run=4M",
	       "region_run 4M is larger than region_stride 2M");
	refuse("workload=fork mode=none region_size=3M",
	       "region_size 3M is not a multiple of region_stride 2M");
	refuse("workload=fork mode=none region_size=5000",
	       "region_size 5000 is not a multiple of 4K");
	refuse("workload=fork mode=none placement=same-chunk region_run=64K",
	       "region_run of at most 32K");
	refuse("workload=fork mode=none placement=same-chunk "
	       "region_stride=32K region_size=64K",
	       "region_stride of at least 64K");
	refuse("workload=fork mode=chunked placement=same-chunk chunk_size=32K",
	       "chunk_size of at least 64K, not chunk_size 32K");
	refuse("workload=fork mode=none placement=overlap pages=8",
	       "region_run of at least 32K");
	refuse("workload=munmap-inside mode=none placement=overlap "
	       "region_size=2M",
	       "region_size of at least 4M, not 2M");
	make("workload=munmap-inside mode=none placement=far region_size=2M");
	make("workload=munmap mode=none placement=overlap region_size=2M");
}

#define FAULT "mode=chunked timed=fault threads=0 "

static void impossible_faults_are_refused(void **state)
{
	(void)state;
	refuse("workload=idle mode=global timed=fault threads=0 pages=513 "
	       "region_run=4M region_stride=4M",
	       "pages cannot be '513' where 'fault' is timed; allowed: a "
	       "number from 1 to 512");
	make("workload=munmap mode=global pages=262144");
	refuse("workload=munmap mode=global threads=0",
	       "threads cannot be '0' where an operation is timed");
	refuse("workload=fork mode=global threads=2",
	       "threads cannot be '2' with workload fork, which acts on the "
	       "memory of all threads; allowed: 1");
	refuse("workload=munmap-all mode=global threads=2",
	       "threads cannot be '2' with workload munmap-all");
	refuse("workload=munmap mode=global threads=2 placement=overlap",
	       "threads cannot be '2' in this placement; allowed: 1, or "
	       "placement far");
	refuse("workload=munmap mode=global threads=2 sharing=vma",
	       "sharing cannot be 'vma' with workload munmap, which acts on "
	       "whole VMAs, or cuts off its own; allowed: own");
	refuse("workload=dontneed mode=global threads=256 pages=16777216",
	       "pages cannot be '16777216' with threads 256, which would take "
	       "more than 8 TiB of address space");
	make("workload=munmap-inside mode=global threads=256 sharing=vma");
	refuse("workload=munmap mode=global timed=fault threads=2 pages=1",
	       "threads cannot be '2' where a fault is timed; allowed: 0, 1");
	refuse("workload=idle mode=global", "workload idle has no threads");
	refuse("workload=munmap mode=none timed=fault threads=0",
	       "timed 'fault' needs a mode with a device, not mode none");
	refuse("workload=munmap mode=global timed=fault threads=0 pages=5",
	       "region_run must be at least 20K for a fault of 5 pages, not "
	       "16K");
	refuse("workload=munmap mode=global timed=fault placement=overlap",
	       "placement cannot be 'overlap'");
	refuse("workload=munmap-all mode=global timed=fault",
	       "workload munmap-all acts on the pages");
	refuse("workload=munmap-inside mode=global timed=fault "
	       "placement=same-chunk",
	       "its placement must be far");
	make("workload=munmap mode=global timed=fault placement=same-chunk");
	/* The chunk would go with its pages. */
	refuse("workload=munmap " FAULT, "nothing else in their chunk");
	refuse("workload=munmap " FAULT "chunk_size=16K region_run=64K",
	       "nothing else in their chunk");
	refuse("workload=munmap " FAULT "chunk_size=1G region_size=2M",
	       "nothing else in their chunk");
	make("workload=munmap " FAULT "pages=3");
	make("workload=munmap " FAULT "region_run=20K");
	make("workload=munmap " FAULT "chunk_size=4M");
	make("workload=munmap " FAULT "removal=keep");
	make("workload=munmap " FAULT "chunk_size=1G pages=512 region_run=2M");
	make("workload=munmap mode=whole timed=fault threads=0");
}

static void idle_applications_are_equal(void **state)
{
	struct cell a = make("workload=munmap mode=global timed=fault "
			     "threads=0 placement=same-chunk");
	struct cell b = make("workload=fork mode=global timed=fault threads=0");
	struct cell c = make("workload=idle mode=global timed=fault threads=0");
	char text[256];

	(void)state;
	assert_true(cell_equal(&a, &b) && cell_equal(&a, &c));
	cell_describe(&a, text, sizeof(text));
	assert_string_equal(text, "idle global far timed=fault threads=0");
}

static void lines_lose_nothing(void **state)
{
	static const char *const lines[] = {
		"workload=cow mode=chunked placement=overlap pages=2 "
		"chunk_size=64K filter=off removal=keep device_ns=7 "
		"device_page_ns=8 wait=sleep inflight=1 "
		"region_size=1G region_stride=64K region_run=8K ops=3 warmup=0",
		"workload=touch mode=none",
		"workload=munmap mode=ruler-interval",
		"workload=munmap mode=whole timed=fault threads=0 pages=1",
	};
	char line[1024];

	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct cell a = make(lines[i]);
		struct cell b;

		cell_to_line(&a, line, sizeof(line));
		b = make(line);
		assert_true(cell_equal(&a, &b));
	}
}

static void baseline_has_the_same_activity(void **state)
{
	struct cell none = make("workload=fork mode=none");
	struct cell global = make("workload=fork mode=global device_ns=5us");
	struct cell pages = make("workload=fork mode=global pages=2");
	struct cell ops = make("workload=fork mode=global ops=7");
	struct cell cow = make("workload=cow mode=global");
	struct cell overlap = make("workload=fork mode=none placement=overlap");

	(void)state;
	assert_true(cell_is_baseline(&global, &none));
	assert_true(cell_is_baseline(&none, &none));
	assert_false(cell_is_baseline(&none, &global));
	assert_false(cell_is_baseline(&pages, &none));
	assert_false(cell_is_baseline(&ops, &none));
	assert_false(cell_is_baseline(&cow, &none));
	assert_false(cell_is_baseline(&global, &overlap));
}

/* What a cell with these keys is refused for; NULL: nothing. */
static const char *refusal(const char *line)
{
	static struct error error;
	struct cell cell;

	memset(&error, 0, sizeof(error));
	return cell_from_line(&cell, line, &error) ? error_text(&error) : NULL;
}

static void several_subscribers_have_rules(void **state)
{
	(void)state;
	assert_null(refusal("workload=munmap mode=global devices=8 others=64"));
	assert_contains(refusal("workload=idle mode=region timed=fault "
				"threads=0 devices=2"),
			"devices cannot be '2' where 'fault' is timed; "
			"allowed: 1");
	assert_contains(refusal("workload=munmap mode=global threads=2 "
				"others=1"),
			"threads cannot be '2' beside other processes");
	assert_contains(refusal("workload=munmap mode=global timed=fault "
				"threads=1 others=1"),
			"threads cannot be '1' beside other processes");
}

static void memory_that_is_gone_has_no_refault(void **state)
{
	(void)state;
	assert_null(refusal("workload=munmap mode=global "
			    "timed=operation+refault"));
	assert_null(refusal("workload=dontneed mode=global "
			    "timed=operation+refault placement=overlap"));
	assert_contains(refusal("workload=munmap mode=global placement=overlap "
				"timed=operation+refault"),
			"munmap leaves no memory that the device can fault "
			"again");
	/* Its pages have gone before the operation, and not by it. */
	assert_contains(refusal("workload=touch mode=global placement=overlap "
				"timed=operation+refault"),
			"touch takes no page from the device, which has lost "
			"them before; allowed: a workload that takes pages "
			"away, or placement far");
	assert_contains(refusal("workload=touch mode=chunked filter=ranges "
				"placement=same-chunk timed=operation+refault"),
			"touch takes no page from the device");
	assert_null(refusal("workload=touch mode=chunked placement=same-chunk "
			    "timed=operation+refault"));
	assert_null(refusal("workload=touch mode=global "
			    "timed=operation+refault"));
	assert_contains(refusal("workload=dontneed mode=global threads=2 "
				"timed=operation+refault"),
			"threads cannot be '2' where refaults are timed");
}

static void memory_grows_with_subscribers(void **state)
{
	struct cell one = make("workload=idle mode=region timed=exit "
			       "region_size=1G");
	struct cell devices = make("workload=idle mode=region timed=exit "
				   "region_size=1G devices=8 buffers=4");
	struct cell others = make("workload=idle mode=region timed=exit "
				  "region_size=1G others=2");
	uint64_t own = cell_memory_mb(&one) - 128;

	(void)state;
	assert_true(cell_memory_mb(&devices) > cell_memory_mb(&one));
	assert_true(cell_memory_mb(&others) - 128 >= 3 * own);
}

#define BIG_CHUNKS                                                     \
	"workload=munmap mode=chunked chunk_size=1G region_stride=1G " \
	"region_size=256G "

static uint64_t memory(const char *line)
{
	struct cell cell = make(line);

	return cell_memory_mb(&cell);
}

/* A driver keeps lists for all pages of a chunk, also of those not mapped. */
static void memory_grows_with_what_drivers_keep(void **state)
{
	uint64_t plain = memory(BIG_CHUNKS);

	(void)state;
	assert_in_range(plain, 128, 200);
	/* 8 bytes for each of 262,144 pages, once or twice at a time */
	assert_in_range(memory(BIG_CHUNKS "filter=scan"), plain + 256 * 2,
			plain + 256 * 5);
	assert_in_range(memory(BIG_CHUNKS "filter=scan page_bytes=16"),
			plain + 256 * 6, plain + 256 * 13);
	assert_in_range(memory(BIG_CHUNKS "chunk_bytes=1M devices=2"),
			plain + 256 * 2, plain + 256 * 9);
	assert_true(memory(BIG_CHUNKS "filter=scan others=3") >=
		    3 * memory(BIG_CHUNKS "filter=scan"));
	assert_in_range(memory("workload=munmap mode=region page_bytes=16 "
			       "region_run=2M region_size=8M buffers=2"),
			128 + 8, 128 + 16);
	assert_true(memory("workload=munmap mode=region pin=yes "
			   "region_run=2M") >=
		    memory("workload=munmap mode=region region_run=2M"));
	assert_in_range(memory("workload=munmap mode=whole chunk_bytes=64M"),
			128 + 64, 128 + 80);
	/* Each of 128 small chunks keeps its own. */
	assert_true(memory("workload=munmap mode=adaptive chunk_size=8M "
			   "region_size=8M region_run=2M chunk_bytes=1M") >=
		    128 + 128);
	assert_true(memory("workload=munmap mode=chunked chunk_size=4K "
			   "chunk_bytes=64M region_size=16T region_stride=4K "
			   "region_run=4K backing=zero devices=8 others=64") >
		    UINT64_C(1) << 45);
}

static void descriptions_leave_out_defaults(void **state)
{
	struct cell cell = make("workload=munmap mode=chunked device_ns=5us "
				"chunk_size=2M filter=bitmap");
	char text[256], small[8];

	(void)state;
	cell_describe(&cell, text, sizeof(text));
	assert_string_equal(text, "munmap chunked far device_ns=5us");
	cell_describe(&cell, small, sizeof(small));
	assert_string_equal(small, "munmap ");
}

static void memory_grows_with_the_region(void **state)
{
	struct cell small = make("workload=munmap mode=chunked");
	struct cell many = make("workload=munmap mode=chunked chunk_size=64K "
				"region_size=6400000K region_stride=64K "
				"region_run=4K");
	struct cell huge = make("workload=munmap mode=none region_size=16T");
	/* Each page has page tables of two levels to itself, on both sides. */
	struct cell sparse = make("workload=munmap mode=global region_size=16T "
				  "region_stride=1G region_run=4K");

	(void)state;
	assert_in_range(cell_memory_mb(&small), 128, 160);
	/* 100,000 pages are 391 MiB */
	assert_in_range(cell_memory_mb(&many), 128 + 391, 128 + 391 + 100);
	assert_in_range(cell_memory_mb(&huge), 100000, 1000000);
	assert_in_range(cell_memory_mb(&sparse), 128 + 5 * 64, 128 + 6 * 64);
}

static void everything_has_one_placement(void **state)
{
	struct cell far = make("workload=munmap-all mode=chunked pages=2");
	struct cell on = make("workload=munmap-all mode=chunked "
			      "placement=overlap region_run=4K region_size=2M");
	struct cell small = make("workload=munmap-all mode=chunked "
				 "placement=same-chunk region_run=4K "
				 "region_size=2M");

	(void)state;
	assert_int_equal(far.placement, PLACEMENT_OVERLAP);
	assert_int_equal(far.pages, 1);
	assert_true(cell_equal(&on, &small));
}

static void absent_module_is_no_baseline(void **state)
{
	struct cell loaded = make("workload=fork mode=none");
	struct cell absent = make("workload=fork mode=none module=absent");
	struct cell global = make("workload=fork mode=global module=absent");

	(void)state;
	assert_true(cell_is_baseline(&absent, &loaded));
	assert_true(cell_is_baseline(&global, &loaded));
	assert_false(cell_is_baseline(&loaded, &absent));
	assert_false(cell_is_baseline(&absent, &absent));
	assert_int_equal(global.module, MODULE_LOADED);
	refuse("workload=idle mode=none timed=attach module=absent",
	       "module cannot be 'absent' where an action of the device is "
	       "timed");
}

static void registration_is_idle(void **state)
{
	struct cell attach = make("workload=fork mode=global timed=attach "
				  "placement=overlap pages=4");
	struct cell idle = make("workload=idle mode=global timed=attach");
	struct cell buffer = make("workload=idle mode=region timed=register "
				  "pages=512");

	(void)state;
	assert_true(cell_equal(&attach, &idle));
	assert_int_equal(buffer.pages, 512);
	refuse("workload=idle mode=none timed=first-fault",
	       "timed 'first-fault' needs a mode with a device, not mode none");
	refuse("workload=idle mode=chunked timed=first-fault removal=keep",
	       "removal cannot be 'keep' where a first fault is timed");
	refuse("workload=idle mode=region timed=reap backing=shmem",
	       "backing cannot be 'shmem' where a reap is timed; allowed: "
	       "anonymous, zero, file, thp");
	refuse("workload=idle mode=region timed=reap devices=2",
	       "devices cannot be '2' where 'reap' is timed; allowed: 1");
	refuse("workload=idle mode=none timed=attach vmas=60001",
	       "vmas cannot be '60001'");
}

/* As lists, messages and tables show them. */
static void kinds_have_an_order(void **state)
{
	static const char *const names[] = {
		"operation",
		"attach",
		"first-fault",
		"detach",
		"exit",
		"exec",
		"reap",
		"register",
		"unregister",
		"fault",
		"operation+refault",
	};
	const struct cell_key *timed = cell_key_find("timed");

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		assert_string_equal(cell_choice(timed, i), names[i]);
	assert_null(cell_choice(timed, COUNT(names)));
	assert_string_equal(timed_at(TIMED_OPERATION)->name, "operation");
	assert_null(timed_at(UINT64_MAX));
}

/* A message stays one line of some 100 characters, whatever was written. */
static void long_values_are_cut_in_messages(void **state)
{
	char value[4096] = "";
	struct cell cell;

	(void)state;
	cell_init(&cell);
	/* Each is 2 bytes long. */
	while (strlen(value) + 2 < sizeof(value))
		strcat(value, "\u00e4");
	assert_int_equal(set(&cell, "mode", value), -1);
	assert_contains(error_text(&error), "\u00e4...'; allowed: ");
	assert_int_equal(set(&cell, "filter", value), -1);
	assert_contains(error_text(&error), "\u00e4...'; allowed: default, "
					    "off, bitmap, scan, ranges, slots");
	assert_int_equal(set(&cell, "ops", value), -1);
	assert_contains(error_text(&error), "\u00e4...'; allowed: a number");
}

static void a_million_chunks_fit(void **state)
{
	struct cell zero = make("workload=idle mode=chunked timed=first-fault "
				"chunk_size=64K region_size=64000000K "
				"region_stride=64K region_run=4K backing=zero");
	struct cell vmas = make("workload=idle mode=none timed=attach "
				"vmas=60000");

	(void)state;
	assert_in_range(cell_memory_mb(&zero), 128 + 244 + 2 * 122, 1024);
	/* 60,000 pages are 235 MiB */
	assert_in_range(cell_memory_mb(&vmas), 128 + 235, 128 + 235 + 50);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everything_has_one_placement),
		cmocka_unit_test(absent_module_is_no_baseline),
		cmocka_unit_test(registration_is_idle),
		cmocka_unit_test(kinds_have_an_order),
		cmocka_unit_test(long_values_are_cut_in_messages),
		cmocka_unit_test(a_million_chunks_fit),
		cmocka_unit_test(values_are_printed_as_they_are_read),
		cmocka_unit_test(old_words_are_read),
		cmocka_unit_test(units_are_factors),
		cmocka_unit_test(bad_values_are_refused),
		cmocka_unit_test(keys_that_do_not_apply_are_idle),
		cmocka_unit_test(only_operations_share),
		cmocka_unit_test(default_filter_is_the_modes),
		cmocka_unit_test(impossible_cells_are_refused),
		cmocka_unit_test(impossible_faults_are_refused),
		cmocka_unit_test(idle_applications_are_equal),
		cmocka_unit_test(lines_lose_nothing),
		cmocka_unit_test(baseline_has_the_same_activity),
		cmocka_unit_test(several_subscribers_have_rules),
		cmocka_unit_test(memory_that_is_gone_has_no_refault),
		cmocka_unit_test(memory_grows_with_subscribers),
		cmocka_unit_test(memory_grows_with_what_drivers_keep),
		cmocka_unit_test(descriptions_leave_out_defaults),
		cmocka_unit_test(memory_grows_with_the_region),
	};

	return cmocka_run_group_tests_name("cell", tests, NULL, NULL);
}
