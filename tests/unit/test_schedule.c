// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the schedule of a run: in which order batches begin, and how many
 * processes the plans that ship take.
 */
#include "unit.h"

#include "run/schedule.h"

static const struct shard whole = {0, 0};
static struct error error;

/* The last of four batches is expected to take longest, the others as long. */
static const char text[] = "[plan]\nsummary=s\nbatch_cells=2\n"
			   "[cells]\nworkload=cow munmap touch\n"
			   "mode=none global\nops=100\n"
			   "[cells slow]\nworkload=fork\n"
			   "mode=none global\nops=1000\n";

static struct plan *load(void **state)
{
	char *path = unit_file(state, "x.ini", text);
	struct plan *plan = plan_load(path, path, NULL, 0, &error);

	free(path);
	assert_non_null(plan);
	return plan;
}

static struct schedule schedule(const char *venue, const struct plan *plan,
				const struct batches *batches)
{
	struct schedule schedule;

	assert_int_equal(schedule_make(&schedule, venue_find(venue), plan,
				       batches, &whole, NULL, 0, &error),
			 0);
	return schedule;
}

static void assert_order(void **state, const char *venue,
			 const size_t expected[4])
{
	struct plan *plan = load(state);
	struct batches *batches = batches_cut(plan);
	struct schedule s;

	assert_non_null(batches);
	assert_int_equal(batches->count, 4);
	s = schedule(venue, plan, batches);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(s.order[i], expected[i]);
	schedule_free(&s);
	batches_free(batches);
	plan_free(plan);
}

static void the_longest_batch_begins_first(void **state)
{
	assert_order(state, "icount", (size_t[]){3, 0, 1, 2});
}

static void timed_batches_keep_the_order_of_the_plan(void **state)
{
	assert_order(state, "host", (size_t[]){0, 1, 2, 3});
}

/* All processes of a run in venue icount, if no two boots differ. */
static size_t processes(const char *name, size_t *cells)
{
	struct plan *plan = plan_load(name, name, NULL, 0, &error);
	struct batches *batches = plan ? batches_cut(plan) : NULL;
	size_t samples = 0;

	assert_non_null(batches);
	for (size_t i = 0; i < batches->count; i++)
		samples += batches->batch[i].sample_count;
	*cells = plan->count;
	batches_free(batches);
	plan_free(plan);
	return samples * venue_find("icount")->agree;
}

/* Two in each of two boots: more give an exact venue nothing. */
static void a_cell_has_four_processes(void **state)
{
	static const char *const plans[] = {"plans/quick.ini",
					    "plans/default.ini"};

	(void)state;
	for (size_t i = 0; i < COUNT(plans); i++) {
		size_t cells;
		size_t count = processes(plans[i], &cells);

		assert_int_equal(count, 4 * cells);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_longest_batch_begins_first),
		cmocka_unit_test(timed_batches_keep_the_order_of_the_plan),
		cmocka_unit_test(a_cell_has_four_processes),
	};

	return cmocka_run_group_tests_name("schedule", tests, unit_folder,
					   unit_remove_folder);
}
