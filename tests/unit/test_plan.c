// SPDX-License-Identifier: GPL-2.0-only
/* Plans: what they mean, and how their mistakes are told. */
#include "unit.h"

#include "common/modes.h"
#include "common/presets.h"
#include "mnbench_abi.h"
#include "plan/plan.h"

#define HEAD "[plan]\nsummary = s\n"

static struct error error;

static struct plan *load_set(void **state, const char *text, char **set,
			     size_t count)
{
	char *path = unit_file(state, "x.ini", text);
	struct plan *plan = plan_load(path, "plans/x.ini", set, count, &error);

	free(path);
	return plan;
}

static struct plan *load(void **state, const char *text)
{
	struct plan *plan = load_set(state, text, NULL, 0);

	if (!plan)
		fail_msg("%s", error_text(&error));
	return plan;
}

static void refuse(void **state, const char *text, const char *why)
{
	assert_null(load_set(state, text, NULL, 0));
	assert_contains(error_text(&error), why);
	assert_null(strchr(error_text(&error), '\n'));
}

static void lists_are_crossed_the_last_key_fastest(void **state)
{
	struct plan *plan = load(state, HEAD "[cells]\n"
					     "workload = munmap, fork\n"
					     "mode = none global\n"
					     "device_ns = 0 5us\n");
	static const char *const expected[] = {
		"munmap none far",
		"munmap global far",
		"munmap global far device_ns=5us",
		"fork none far",
		"fork global far",
		"fork global far device_ns=5us",
	};
	char text[256];

	assert_int_equal(plan->count, COUNT(expected));
	for (size_t i = 0; i < plan->count; i++) {
		cell_describe(&plan->cells[i], text, sizeof(text));
		assert_string_equal(text, expected[i]);
	}
	assert_string_equal(plan->name, "x");
	assert_string_equal(plan->summary, "s");
	assert_int_equal(plan->seed, 1);
	assert_int_equal(plan->samples, 3);
	assert_int_equal(plan->batch_cells, 64);
	assert_int_equal(plan->memory_mb, 1024);
	plan_free(plan);
}

static void a_star_is_all_but_rulers(void **state)
{
	struct plan *plan = load(state, HEAD "[cells]\nworkload = *\n"
					     "mode = *\n");

	for (size_t i = 0; i < plan->count; i++)
		assert_null(strstr(plan->cells[i].mode, "ruler"));
	assert_true(plan->count >= 8 * 6);
	assert_string_equal(plan->cells[0].mode, "none");
	plan_free(plan);
}

static void a_star_is_all_that_can_do_what_is_timed(void **state)
{
	struct plan *plan = load(state, HEAD "[cells]\nworkload = idle\n"
					     "mode = *\ntimed = fault\n"
					     "threads = 0\npages = 1\n");

	assert_true(plan->count >= 4);
	for (size_t i = 0; i < plan->count; i++)
		assert_string_not_equal(plan->cells[i].mode, "none");
	plan_free(plan);
	refuse(state,
	       HEAD "[cells]\nworkload = idle\nmode = global none\n"
		    "timed = fault\nthreads = 0\npages = 1\n",
	       "timed 'fault' needs a mode with a device, not mode none");
}

static void sections_are_united(void **state)
{
	struct plan *plan =
		load(state, HEAD "[cells a]\nworkload=fork\nmode=none\n"
				 "[cells b]\nworkload=fork\n"
				 "mode=none global\nops=100\n");

	assert_int_equal(plan->count, 2);
	plan_free(plan);
}

static void long_lists_go_on_after_a_blank(void **state)
{
	struct plan *plan = load(state, HEAD "[cells]\nworkload = munmap\n"
					     "  fork, cow ; a comment\n"
					     "# another\n"
					     "mode = none\n");

	assert_int_equal(plan->count, 3);
	plan_free(plan);
}

static void mistakes_are_told_with_their_line(void **state)
{
	char text[1024];

	refuse(state, HEAD "[cells]\nworkload=fork\nmode=none\nfoo=1\n",
	       "plans/x.ini:6: unknown key 'foo'; allowed: workload, mode");
	refuse(state, HEAD "foo = 1\n[cells]\n",
	       "plans/x.ini:3: unknown key 'foo' in [plan]; allowed: summary");
	refuse(state, HEAD "[cell]\nworkload=fork\n",
	       "plans/x.ini:3: unknown section [cell]");
	refuse(state, HEAD "[cells]\n\nworkload=fork\nmode=gobal\n",
	       "plans/x.ini:6: unknown mode 'gobal'; allowed: ");
	refuse(state, HEAD "[cells]\nworkload=fork far\nmode=none\n",
	       "plans/x.ini:4: unknown workload 'far'");
	refuse(state,
	       HEAD "[cells]\nworkload=fork\nmode=chunked\n"
		    "chunk_size=2M 3M\n",
	       "plans/x.ini:6: chunk_size cannot be '3M'; allowed: a power");
	refuse(state,
	       HEAD "[cells]\nworkload=fork\nmode=none\n"
		    "placement=here\n",
	       "plans/x.ini:6: unknown placement 'here'; allowed: far,");
	refuse(state, HEAD "[cells]\nworkload=fork\nmode=none\nops=\n",
	       "plans/x.ini:6: key 'ops' has no value");
	refuse(state, HEAD "[cells]\nmode=none\n",
	       "plans/x.ini:3: [cells] has no workload");
	refuse(state, HEAD "[cells]\nworkload=fork\nworkload=cow\nmode=none\n",
	       "plans/x.ini:5: key 'workload' is given twice");
	refuse(state, HEAD "[cells]\nworkload=fork\nmode=none\n[cells]\n",
	       "plans/x.ini:6: section [cells] is given twice");
	refuse(state, HEAD "[cells]\nworkload fork\n",
	       "plans/x.ini:4: neither 'key = value' nor");
	refuse(state, "workload=fork\n",
	       "plans/x.ini:1: key 'workload' stands");
	refuse(state, HEAD, "there is no section [cells]");
	refuse(state, "[cells]\nworkload=fork\nmode=none\n",
	       "there is no section [plan]");
	refuse(state, "[plan]\nseed=1\n[cells]\nworkload=fork\nmode=none\n",
	       "plans/x.ini:1: [plan] has no summary");
	refuse(state, HEAD "samples=0\n[cells]\nworkload=fork\nmode=none\n",
	       "plans/x.ini:3: samples cannot be '0'; allowed: a number from "
	       "1");
	refuse(state,
	       HEAD "[cells]\nworkload=fork\nmode=none\n"
		    "placement=overlap\nregion_run=4K\n",
	       "plans/x.ini:3: [cells]: placement overlap needs");
	refuse(state, "", "the plan is empty");
	snprintf(text, sizeof(text), HEAD "[cells]\nops =%300d\n", 5);
	refuse(state, text, "plans/x.ini:4: the line has more than");
}

static void a_region_must_fit_the_guest(void **state)
{
	refuse(state,
	       HEAD "[cells]\nworkload=munmap\nmode=none\n"
		    "region_size=256G\n",
	       "plans/x.ini:3: [cells]: 'munmap none far region_size=256G' "
	       "needs a guest of about");
	assert_contains(error_text(&error), "memory_mb is 1024");
}

static void overrides_replace_lists(void **state)
{
	const char *text = HEAD "[cells a]\nworkload=fork\nmode=none\nops=1 2\n"
				"[cells b]\nworkload=cow\nmode=none\n";
	char *good[] = {(char *)"ops=7", (char *)"samples=9"};
	char *bad[] = {(char *)"colour=red", (char *)"ops", (char *)"ops=x",
		       (char *)"seed=x"};
	struct plan *plan = load_set(state, text, good, 2);

	assert_non_null(plan);
	assert_int_equal(plan->count, 2);
	assert_int_equal(plan->cells[0].ops, 7);
	assert_int_equal(plan->cells[1].ops, 7);
	assert_int_equal(plan->samples, 9);
	assert_int_equal(plan->set_count, 2);
	assert_string_equal(plan->set[1], "samples=9");
	plan_free(plan);
	for (size_t i = 0; i < COUNT(bad); i++) {
		assert_null(load_set(state, text, &bad[i], 1));
		assert_contains(error_text(&error), "--set: ");
	}
}

static void names_become_paths(void **state)
{
	char path[PATH_MAX];

	(void)state;
	plan_path("/home", "quick", path, sizeof(path));
	assert_string_equal(path, "/home/plans/quick.ini");
	plan_path("/home", "./quick", path, sizeof(path));
	assert_string_equal(path, "./quick");
	plan_path("/home", "my.ini", path, sizeof(path));
	assert_string_equal(path, "my.ini");
}

static void presets_stand_for_two_keys(void **state)
{
	struct plan *plan = load(state, HEAD "[cells]\n"
					     "workload = munmap\n"
					     "mode = none chunked\n"
					     "preset = mlx5 xe, uvm\n"
					     "device_ns = 0 1us\n");
	static const struct {
		uint64_t chunk_size, removal, device_ns;
	} expected[] = {
		{0, 0, 0},
		{1 << 30, MNBENCH_REMOVAL_DEFERRED, 0},
		{1 << 30, MNBENCH_REMOVAL_DEFERRED, 1000},
		{512 << 20, MNBENCH_REMOVAL_DEFERRED, 0},
		{512 << 20, MNBENCH_REMOVAL_DEFERRED, 1000},
		{2 << 20, MNBENCH_REMOVAL_KEEP, 0},
		{2 << 20, MNBENCH_REMOVAL_KEEP, 1000},
	};

	assert_int_equal(plan->count, COUNT(expected));
	for (size_t i = 0; i < plan->count; i++) {
		assert_int_equal(plan->cells[i].chunk_size,
				 expected[i].chunk_size);
		assert_int_equal(plan->cells[i].removal, expected[i].removal);
		assert_int_equal(plan->cells[i].device_ns,
				 expected[i].device_ns);
	}
	plan_free(plan);
}

/* A cell of a preset is the cell with these values, and knows its name. */
static void presets_leave_no_trace_in_cells(void **state)
{
	char *set[] = {"preset=xe"};
	struct plan *plan = load_set(state,
				     HEAD "[cells a]\n"
					  "workload = munmap\n"
					  "mode = chunked global\n"
					  "[cells b]\n"
					  "workload = munmap\n"
					  "mode = chunked\n"
					  "chunk_size = 512M\n"
					  "removal = deferred\n",
				     set, COUNT(set));

	assert_non_null(plan);
	assert_int_equal(plan->count, 2);
	assert_string_equal(preset_of(&plan->cells[0])->name, "xe");
	assert_null(preset_of(&plan->cells[1]));
	plan_free(plan);
}

static void presets_do_not_contradict(void **state)
{
	static const char cells[] = HEAD "[cells]\n"
					 "workload = munmap\n"
					 "mode = none chunked\n";
	char text[512];

	snprintf(text, sizeof(text), "%schunk_size = 1G 2M\npreset = mlx5\n",
		 cells);
	refuse(state, text,
	       "plans/x.ini:7: preset mlx5 means chunk_size = 1G, but the plan "
	       "says chunk_size = 2M; give one of the two");
	snprintf(text, sizeof(text), "%sremoval = keep\npreset = xe\n", cells);
	refuse(state, text,
	       "removal = deferred, but the plan says removal = "
	       "keep");
	snprintf(text, sizeof(text), "%spreset = mlx4\n", cells);
	refuse(state, text, "unknown preset 'mlx4'; allowed: mlx5, xe, uvm");
	snprintf(text, sizeof(text), "%sremoval = keep\npreset = uvm\n", cells);
	plan_free(load(state, text));
}

/* Their cells are the same on every kernel. */
static void all_modes_are_those_of_every_kernel(void **state)
{
	struct plan *plan =
		load(state, HEAD "[cells]\nworkload = munmap\nmode = *\n");
	bool chunked = false;

	for (size_t i = 0; i < plan->count; i++) {
		const struct mode_info *mode = mode_find(plan->cells[i].mode);

		assert_false(mode->flags & (MODE_IN_AGENT | MODE_SOME_KERNELS));
		chunked = chunked || !strcmp(mode->name, "chunked");
	}
	assert_true(chunked);
	plan_free(plan);
	plan = load(state, HEAD "[cells]\nworkload = munmap\nmode = kvm\n");
	assert_int_equal(plan->count, 1);
	plan_free(plan);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_crossed_the_last_key_fastest),
		cmocka_unit_test(a_star_is_all_but_rulers),
		cmocka_unit_test(a_star_is_all_that_can_do_what_is_timed),
		cmocka_unit_test(sections_are_united),
		cmocka_unit_test(long_lists_go_on_after_a_blank),
		cmocka_unit_test(mistakes_are_told_with_their_line),
		cmocka_unit_test(a_region_must_fit_the_guest),
		cmocka_unit_test(overrides_replace_lists),
		cmocka_unit_test(names_become_paths),
		cmocka_unit_test(presets_stand_for_two_keys),
		cmocka_unit_test(presets_leave_no_trace_in_cells),
		cmocka_unit_test(presets_do_not_contradict),
		cmocka_unit_test(all_modes_are_those_of_every_kernel),
	};

	return cmocka_run_group_tests_name("plan", tests, unit_folder,
					   unit_remove_folder);
}
