// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the number of guests that run at once, by memory and CPUs. */
#include "unit.h"

#include "run/jobs.h"

static const struct venue *venue;
static struct error error;

static const struct host_memory memory = {.total_mb = 8000,
					  .available_mb = 3000};

/* The number for @asked jobs, with 4 CPUs and guests of @memory_mb. */
static size_t jobs(size_t asked, size_t boots, uint64_t memory_mb)
{
	struct jobs_limits limits = {
		.asked = asked,
		.cpus = 4,
		.boots = boots,
		.memory_mb = memory_mb,
		.memory = &memory,
	};

	return jobs_choose(venue, &limits, &error);
}

static void by_default_they_fit_the_available_memory(void **state)
{
	(void)state;
	venue = venue_find("icount");
	assert_int_equal(jobs(0, 10, 256), 4);
	assert_int_equal(jobs(0, 3, 256), 3);
	assert_int_equal(jobs(0, 0, 256), 1);
	assert_int_equal(jobs(0, 10, 1000), 3);
	assert_int_equal(jobs(0, 10, 1024), 2);
	assert_int_equal(jobs(0, 10, 3001), 1);
	assert_int_equal(jobs(0, 10, 8000), 1);
}

static void a_guest_must_fit_the_machine(void **state)
{
	(void)state;
	venue = venue_find("icount");
	assert_int_equal(jobs(0, 10, 8001), 0);
	assert_string_equal(error_text(&error),
			    "memory_mb cannot be 8001 on this machine; "
			    "allowed: up to 8000, its memory and swap in MiB");
	venue = venue_find("tcg");
	assert_int_equal(jobs(0, 10, 8001), 0);
	/* There is no guest. */
	venue = venue_find("host");
	assert_int_equal(jobs(0, 10, 8001), 1);
}

static void all_guests_asked_for_must_fit(void **state)
{
	(void)state;
	venue = venue_find("icount");
	assert_int_equal(jobs(8, 10, 1000), 8);
	assert_int_equal(jobs(9, 10, 1000), 0);
	assert_contains(error_text(&error),
			"--jobs cannot be '9': 9 guests of 1000 MiB");
	/* There are no more than boots. */
	assert_int_equal(jobs(1024, 8, 1000), 8);
}

static void timed_batches_run_alone(void **state)
{
	(void)state;
	venue = venue_find("tcg");
	assert_int_equal(jobs(0, 10, 256), 1);
	assert_int_equal(jobs(1, 10, 256), 1);
	assert_int_equal(jobs(2, 10, 256), 0);
	assert_contains(error_text(&error),
			"--jobs cannot be '2' in venue tcg; allowed: 1");
}

static void memory_may_be_unknown(void **state)
{
	struct jobs_limits limits = {
		.cpus = 4, .boots = 9, .memory_mb = 1048576};

	(void)state;
	venue = venue_find("icount");
	assert_int_equal(jobs_choose(venue, &limits, &error), 4);
	limits.asked = 7;
	assert_int_equal(jobs_choose(venue, &limits, &error), 7);
}

static void memory_is_read(void **state)
{
	struct host_memory read;
	char *path = unit_file(state, "meminfo",
			       "MemTotal:        2097152 kB\n"
			       "MemFree:          100000 kB\n"
			       "MemAvailable:    1048576 kB\n"
			       "SwapTotal:       1048576 kB\n"
			       "HugePages_Total:       3\n");

	assert_int_equal(host_memory_read(&read, path), 0);
	assert_int_equal(read.total_mb, 3072);
	assert_int_equal(read.available_mb, 1024);
	free(path);
	path = unit_file(state, "other", "MemTotal:        2097152 kB\n");
	assert_int_equal(host_memory_read(&read, path), -1);
	free(path);
	assert_int_equal(host_memory_read(&read, "/nonexistent"), -1);
	assert_int_equal(host_memory_read(&read, "/proc/meminfo"), 0);
	assert_true(read.total_mb >= read.available_mb);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(by_default_they_fit_the_available_memory),
		cmocka_unit_test(a_guest_must_fit_the_machine),
		cmocka_unit_test(all_guests_asked_for_must_fit),
		cmocka_unit_test(timed_batches_run_alone),
		cmocka_unit_test(memory_may_be_unknown),
		cmocka_unit_test(memory_is_read),
	};

	return cmocka_run_group_tests_name("jobs", tests, unit_folder,
					   unit_remove_folder);
}
