// SPDX-License-Identifier: GPL-2.0-only
/* Tests of what workloads look at to see whether an operation did its work. */
#include "unit.h"

#include <errno.h>
#include <sys/mman.h>

#include "agent/workload_step.h"
#include "support/page_state.h"

#define PAGES 600 /* more than are read at once */

static struct activity mapped(void)
{
	void *p = mmap(NULL, PAGES * PAGE_BYTES, PROT_READ | PROT_WRITE,
		       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	assert_true(p != MAP_FAILED);
	/* It fails where the kernel has no huge pages. */
	madvise(p, PAGES * PAGE_BYTES, MADV_NOHUGEPAGE);
	return (struct activity){
		.target = (uintptr_t)p,
		.target_size = PAGES * PAGE_BYTES,
	};
}

static int expect_there(struct activity *a)
{
	return target_expect(a, PAGE_PRESENT, PAGE_PRESENT, "a page is absent");
}

static void a_page_that_is_absent_is_found(void **state)
{
	struct activity a = mapped();

	(void)state;
	assert_int_equal(target_expect_discarded(&a), 0);
	assert_int_equal(expect_there(&a), -ENODATA);
	for (size_t i = 0; i < PAGES; i++) {
		assert_int_equal(expect_there(&a), -ENODATA);
		*(char *)(a.target + i * PAGE_BYTES) = 1;
	}
	assert_int_equal(expect_there(&a), 0);
	assert_int_equal(target_expect_discarded(&a), -ENODATA);
	assert_string_equal(a.undone, "the pages are still there");
}

static void memory_that_is_mapped_is_found(void **state)
{
	struct activity a = mapped();

	(void)state;
	assert_int_equal(target_expect_unmapped(&a), -ENODATA);
	assert_string_equal(a.undone, "it is still mapped");
	assert_int_equal(munmap((void *)a.target, a.target_size), 0);
	assert_int_equal(target_expect_unmapped(&a), 0);
}

static int fails(struct activity *a)
{
	(void)a;
	return -EAGAIN;
}

static void a_step_says_what_was_not_done(void **state)
{
	struct activity a = mapped();
	struct error error = {0};

	(void)state;
	assert_int_equal(workload_step(NULL, &a, "check", &error), 0);
	assert_int_equal(
		workload_step(target_expect_discarded, &a, "check", &error), 0);
	assert_int_equal(workload_step(expect_there, &a, "check", &error), -1);
	assert_string_equal(error_text(&error), "check: a page is absent");
	assert_int_equal(workload_step(fails, &a, "prepare", &error), -1);
	assert_string_equal(error_text(&error),
			    "prepare: Resource temporarily unavailable");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_page_that_is_absent_is_found),
		cmocka_unit_test(memory_that_is_mapped_is_found),
		cmocka_unit_test(a_step_says_what_was_not_done),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
