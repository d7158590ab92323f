// SPDX-License-Identifier: GPL-2.0-only
/* Tests of plans: what they mean, and how their mistakes are reported. */
#include "unit.h"

#include <sys/stat.h>
#include <time.h>

#include "common/modes.h"
#include "common/presets.h"
#include "mnbench_abi.h"
#include "plan/plan.h"
#include "plan/plan_cpus.h"
#include "plan/plan_venue.h"
#include "plan/plan_looks.h"

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

static void a_star_leaves_out_modes_that_cannot(void **state)
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

#define THREADS HEAD "[cells]\nworkload=munmap\nmode=none\nthreads="

static void threads_go_up_to_the_cpus(void **state)
{
	struct plan *plan = load(state, THREADS "cpus\n");
	uint64_t cpus = machine_cpus(), threads = 1;

	for (size_t i = 0; i + 1 < plan->count; i++, threads *= 2)
		assert_int_equal(plan->cells[i].threads, threads);
	assert_int_equal(plan->cells[plan->count - 1].threads, cpus);
	assert_true(threads >= cpus && threads < 2 * cpus);
	assert_int_equal(plan_cpus(plan), cpus < 2 ? 2 : cpus);
	plan_free(plan);
}

static void venues_have_cpus_for_threads(void **state)
{
	const struct venue *own = venue_find("kvm");
	struct plan *plan = load(state, THREADS "1 256\n");
	struct error error;
	char text[ERROR_TEXT_MAX];

	assert_int_equal(plan_cpus(plan), 256);
	assert_int_equal(
		plan_cpus_check(plan, "x", venue_find("icount"), &error), -1);
	error_print(&error, text, sizeof(text));
	assert_contains(text, "x: threads cannot be '256' in venue icount, "
			      "whose CPUs take turns; allowed: 0 to 4, or");
	assert_int_equal(plan_cpus_check(plan, "x", venue_find("tcg"), &error),
			 0);
	assert_int_equal(plan_cpus_check(plan, "x", own, &error),
			 machine_cpus() < 256 ? -1 : 0);
	plan_free(plan);
	plan = load(state, THREADS "1 4\n");
	assert_int_equal(plan_cpus(plan), 4);
	assert_int_equal(
		plan_cpus_check(plan, "x", venue_find("icount"), &error), 0);
	plan_free(plan);
}

static void expect_refusal(void **state, const char *cells, const char *venue,
			   const char *refusal)
{
	struct plan *plan = load(state, cells);
	struct error error;
	char text[ERROR_TEXT_MAX];
	int ret = plan_venue_check(plan, "x", venue_find(venue), &error);

	assert_int_equal(ret, refusal ? -1 : 0);
	if (refusal) {
		error_print(&error, text, sizeof(text));
		assert_contains(text, refusal);
	}
	plan_free(plan);
}

#define WRITING HEAD "[cells]\nworkload=msync\nmode=none\n"

static void only_guests_write_to_a_disk(void **state)
{
	expect_refusal(state, WRITING, "host",
		       "x: workload cannot be 'msync' in venue host: it "
		       "overwrites a disk in memory; allowed: a venue with a "
		       "guest");
	expect_refusal(state, WRITING, "icount", NULL);
}

#define AGING HEAD "[cells]\nworkload=aging\nmode=none\n"

static void only_guests_age_pages(void **state)
{
	expect_refusal(state, AGING, "host",
		       "x: workload cannot be 'aging' in venue host: it "
		       "changes what the whole machine does");
	expect_refusal(state, HEAD "[cells]\nworkload=pageout\nmode=none\n",
		       "host", NULL);
	expect_refusal(state, AGING, "icount", NULL);
	expect_refusal(state, AGING, "kvm", NULL);
}

#define OTHERS HEAD "[cells]\nworkload=munmap\nmode=none global\nothers=2\n"

static void others_sleep_where_cpus_take_turns(void **state)
{
	const char *refusal = "x: others cannot be '2' in venue icount, whose "
			      "CPUs take turns, unless they sleep";

	expect_refusal(state, OTHERS, "icount", refusal);
	expect_refusal(state, OTHERS "wait=sleep\ndevice_ns=99us\n", "icount",
		       refusal);
	expect_refusal(state, OTHERS "wait=spin\ndevice_ns=1ms\n", "icount",
		       refusal);
	expect_refusal(state, OTHERS "wait=sleep\ndevice_ns=100us\n", "icount",
		       NULL);
	expect_refusal(state, OTHERS, "kvm", NULL);
}

static void a_fault_needs_a_cpu_beside_its_threads(void **state)
{
	struct plan *plan = load(state, HEAD "[cells]\nworkload=munmap\n"
					     "mode=global\ntimed=fault\n"
					     "pages=1\n");

	assert_int_equal(plan_cpus(plan), 2);
	plan->cells[0].threads = 3;
	assert_int_equal(plan_cpus(plan), 4);
	plan_free(plan);
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

static void long_lists_continue_after_a_blank(void **state)
{
	struct plan *plan = load(state, HEAD "[cells]\nworkload = munmap\n"
					     "  fork, cow ; a comment\n"
					     "# another\n"
					     "mode = none\n");

	assert_int_equal(plan->count, 3);
	plan_free(plan);
}

static void mistakes_are_reported_with_their_line(void **state)
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
	       "plans/x.ini:6: ops has no value");
	refuse(state, HEAD "[cells]\nmode=none\n",
	       "plans/x.ini:3: [cells] has no workload");
	refuse(state, HEAD "[cells]\nworkload=fork\nworkload=cow\nmode=none\n",
	       "plans/x.ini:5: workload is given twice");
	refuse(state, HEAD "[cells]\nworkload=fork\nmode=none\n[cells]\n",
	       "plans/x.ini:6: section [cells] is given twice");
	refuse(state, HEAD "[cells]\nworkload fork\n",
	       "plans/x.ini:4: neither 'key = value' nor");
	refuse(state, "workload=fork\n",
	       "plans/x.ini:1: workload stands before any section");
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

#define CELLS "[cells]\nworkload=fork\nmode=none global\n"

static void samples_can_be_left_open(void **state)
{
	const char *text = HEAD "samples = until decided\n" CELLS;
	char *set[] = {(char *)"samples_max=40", (char *)"looks=4"};
	char *number[] = {(char *)"samples=7"};
	struct plan *plan = load(state, text);

	assert_non_null(plan);
	assert_int_equal(plan->samples, 80);
	assert_int_equal(plan->looks, 8);
	plan_free(plan);
	plan = load_set(state, text, set, 2);
	assert_non_null(plan);
	assert_int_equal(plan->samples, 40);
	assert_int_equal(plan->looks, 4);
	plan_free(plan);
	/* A number replaces all three keys. */
	text = HEAD "samples = until decided\nlooks = 4\n" CELLS;
	plan = load_set(state, text, number, 1);
	assert_non_null(plan);
	assert_int_equal(plan->samples, 7);
	assert_int_equal(plan->looks, 0);
	plan_free(plan);
}

static void looks_need_open_samples_and_enough(void **state)
{
	char *looks[] = {(char *)"looks=8"};

	refuse(state, HEAD "looks = 4\n" CELLS,
	       "plans/x.ini:3: looks needs samples = until decided");
	refuse(state, HEAD "samples = 9\nsamples_max = 40\n" CELLS,
	       "plans/x.ini:4: samples_max needs samples = until decided");
	refuse(state, HEAD "samples = until decided\nsamples_max = 30\n" CELLS,
	       "plans/x.ini:4: samples_max does not fit: 8 looks at 30 "
	       "samples; allowed: at least 5 samples for each look");
	refuse(state, HEAD "samples = until\n" CELLS,
	       "plans/x.ini:3: samples cannot be 'until'; allowed: a number "
	       "from 1 to 1000, or 'until decided'");
	refuse(state, HEAD "samples = until decided\nlooks = 1\n" CELLS,
	       "plans/x.ini:4: looks cannot be '1'; allowed: a number from 2 "
	       "to 20");
	assert_null(load_set(state, HEAD CELLS, looks, 1));
	assert_contains(error_text(&error),
			"--set: looks needs samples = until decided");
}

static void looks_are_for_the_running_kernel(void **state)
{
	const char *open = HEAD "samples = until decided\n";
	static const struct {
		const char *venue, *cells, *why;
	} plans[] = {
		{"icount", CELLS, "in venue icount: samples are exact there"},
		{"tcg", CELLS, "in venue tcg: each look would be another boot"},
		{"host", "[cells]\nworkload=fork\nmode=none\n",
		 "all cells are of mode none"},
		{"host", "[cells]\nworkload=fork\nmode=global\n",
		 "fork global far has no baseline"},
		{"host", CELLS, NULL},
	};

	for (size_t i = 0; i < COUNT(plans); i++) {
		char text[512];
		struct plan *plan;
		int ret;

		snprintf(text, sizeof(text), "%s%s", open, plans[i].cells);
		plan = load(state, text);
		assert_non_null(plan);
		ret = plan_looks_check(plan, "x.ini",
				       venue_find(plans[i].venue), &error);
		assert_int_equal(ret, plans[i].why ? -1 : 0);
		if (ret)
			assert_contains(error_text(&error),
					"x.ini:3: samples cannot be 'until "
					"decided'");
		if (ret)
			assert_contains(error_text(&error), plans[i].why);
		plan_free(plan);
	}
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
	plan_path(".", "reports/x", path, sizeof(path));
	assert_string_equal(path, "./plans/reports/x.ini");
	plan_path(".", "reports/x.ini", path, sizeof(path));
	assert_string_equal(path, "reports/x.ini");
	plan_path(".", "./reports/x", path, sizeof(path));
	assert_string_equal(path, "./reports/x");
	plan_path(".", "other/x", path, sizeof(path));
	assert_string_equal(path, "other/x");
	plan_path(".", "reports/../quick", path, sizeof(path));
	assert_string_equal(path, "reports/../quick");
}

/* They stand beside the modes, and each of their cells is the driver. */
static void presets_are_beside_the_modes(void **state)
{
	struct plan *plan = load(state, HEAD "[cells]\n"
					     "workload = munmap\n"
					     "mode = none chunked\n"
					     "preset = mlx5 kvm, uvm\n"
					     "device_ns = 0 1us\n");
	static const char *const names[] = {NULL,  NULL,  NULL,  "mlx5", "mlx5",
					    "kvm", "kvm", "uvm", "uvm"};
	static const char *const modes[] = {"none",     "chunked", "chunked",
					    "chunked",  "chunked", "filtered",
					    "filtered", "chunked", "chunked"};

	assert_int_equal(plan->count, COUNT(names));
	for (size_t i = 0; i < plan->count; i++) {
		const struct preset *preset = preset_of(&plan->cells[i]);

		assert_string_equal(plan->cells[i].mode, modes[i]);
		assert_true(!preset == !names[i]);
		if (preset)
			assert_string_equal(preset->name, names[i]);
	}
	assert_int_equal(plan->cells[3].chunk_size, 1 << 30);
	assert_int_equal(plan->cells[7].removal, MNBENCH_REMOVAL_KEEP);
	plan_free(plan);
}

/* The baseline needs no word. */
static void presets_need_no_mode(void **state)
{
	struct plan *plan =
		load(state, HEAD "[cells]\nworkload = munmap\npreset = *\n");
	size_t count = 0;

	while (preset_at(count))
		count++;
	assert_int_equal(plan->count, 1 + count);
	assert_string_equal(plan->cells[0].mode, "none");
	for (size_t i = 0; i < count; i++)
		assert_ptr_equal(preset_of(&plan->cells[1 + i]), preset_at(i));
	plan_free(plan);
}

/* --set comes after the file, and the keys of a section after its presets. */
static void later_keys_replace_those_of_presets(void **state)
{
	char *preset[] = {"preset=xe"};
	char *both[] = {"chunk_size=4M", "preset=xe"};
	static const char section[] = HEAD "[cells]\nworkload = munmap\n"
					   "mode = none chunked\n"
					   "chunk_size = 64M 1G\n";
	struct plan *plan = load(state, HEAD "[cells]\nworkload = munmap\n"
					     "preset = xe\n"
					     "chunk_size = 64M 1G\n");

	assert_int_equal(plan->count, 3);
	assert_int_equal(plan->cells[1].chunk_size, 64 << 20);
	assert_int_equal(plan->cells[1].lock, MNBENCH_LOCK_RWSEM);
	assert_null(preset_of(&plan->cells[1]));
	plan_free(plan);
	plan = load_set(state, section, preset, 1);
	assert_non_null(plan);
	assert_int_equal(plan->count, 4);
	assert_string_equal(preset_of(&plan->cells[3])->name, "xe");
	plan_free(plan);
	plan = load_set(state, section, both, 2);
	assert_non_null(plan);
	assert_int_equal(plan->count, 3);
	assert_int_equal(plan->cells[1].chunk_size, 4 << 20);
	assert_int_equal(plan->cells[2].lock, MNBENCH_LOCK_RWSEM);
	plan_free(plan);
}

static void bad_presets_are_refused(void **state)
{
	static const char cells[] = HEAD "[cells]\n"
					 "workload = munmap\n"
					 "mode = none chunked\n";
	char text[512];

	snprintf(text, sizeof(text), "%spreset = mlx4\n", cells);
	refuse(state, text,
	       "plans/x.ini:6: unknown preset 'mlx4'; allowed: amdgpu-userptr, "
	       "amdkfd, hfi1, i915, kvm, mlx5, nouveau, rdma-mr, test-hmm, "
	       "uvm, xe");
	snprintf(text, sizeof(text), "%spreset = kvm\nnonblock = fail\n",
		 cells);
	refuse(state, text, "nonblock cannot be 'fail' in mode filtered");
}

/* Their cells are the same on every kernel. */
static void all_modes_are_those_of_every_kernel(void **state)
{
	struct plan *plan =
		load(state, HEAD "[cells]\nworkload = munmap\nmode = *\n");
	bool chunked = false;

	for (size_t i = 0; i < plan->count; i++) {
		const struct mode_info *mode = mode_find(plan->cells[i].mode);

		assert_false(mode->flags &
			     (MODE_IN_AGENT | MODE_SOME_KERNELS | MODE_APART));
		chunked = chunked || !strcmp(mode->name, "chunked");
	}
	assert_true(chunked);
	plan_free(plan);
	plan = load(state, HEAD "[cells]\nworkload = munmap\nmode = kvm\n");
	assert_int_equal(plan->count, 1);
	plan_free(plan);
}

/*
 * Returns the plan of HEAD and @cells, loaded with the processor time in
 * seconds.
 */
static struct plan *load_timed(void **state, const char *cells, double *seconds)
{
	clock_t begin = clock();
	char *text;
	struct plan *plan;

	assert_true(asprintf(&text, HEAD "%s", cells) > 0);
	plan = load_set(state, text, NULL, 0);
	*seconds = (double)(clock() - begin) / CLOCKS_PER_SEC;
	free(text);
	return plan;
}

/* Append "KEY = 1 2 ... count", 20 numbers a line. */
static void list_numbers(char *text, const char *key, int count)
{
	text += strlen(text);
	text += sprintf(text, "%s =", key);
	for (int i = 1; i <= count; i++)
		text += sprintf(text, i % 20 ? " %d" : " %d\n", i);
	sprintf(text, "\n");
}

static void crossing_many_values_is_fast(void **state)
{
	static char text[1 << 20];
	struct plan *plan;
	double seconds;

	/* 10^9 combinations of keys that mean nothing in mode none */
	strcpy(text, "[cells]\nworkload = munmap\nmode = none\n");
	list_numbers(text, "device_ns", 1000);
	list_numbers(text, "device_page_ns", 1000);
	list_numbers(text, "fault_ns", 1000);
	plan = load_timed(state, text, &seconds);
	assert_non_null(plan);
	assert_int_equal(plan->count, 1);
	assert_true(seconds < 1);
	plan_free(plan);

	strcpy(text, "[cells]\nworkload = munmap\nmode = none\n");
	list_numbers(text, "ops", 20000);
	plan = load_timed(state, text, &seconds);
	assert_non_null(plan);
	assert_int_equal(plan->count, 20000);
	assert_true(seconds < 1);
	plan_free(plan);

	/* 10^9 combinations of keys that mean something; few differ */
	strcpy(text, "[cells]\nworkload = idle\nmode = none\ntimed = attach\n");
	list_numbers(text, "pages", 512);
	list_numbers(text, "ops", 2000);
	list_numbers(text, "warmup", 1000);
	assert_null(load_timed(state, text, &seconds));
	assert_contains(error_text(&error),
			"plans/x.ini:3: [cells] has too many combinations of "
			"values; allowed: ");
	assert_true(seconds < 1);
}

static void a_plan_has_a_largest_number_of_cells(void **state)
{
	static char text[1 << 20];

	strcpy(text, HEAD "[cells]\nworkload = munmap\nmode = none\n");
	list_numbers(text, "ops", 1001);
	list_numbers(text, "warmup", PLAN_CELLS_MAX / 1000);
	refuse(state, text,
	       "plans/x.ini:3: the plan has more than 1000000 cells");
}

static void values_that_are_repeated_count_once(void **state)
{
	struct plan *plan = load(state, HEAD "[cells]\n"
					     "workload = munmap munmap\n"
					     "mode = global none global\n"
					     "device_ns = 5us 5000, 5us\n");

	assert_int_equal(plan->count, 2);
	assert_string_equal(plan->cells[0].mode, "global");
	assert_string_equal(plan->cells[1].mode, "none");
	plan_free(plan);
}

static void text_after_a_section_is_refused(void **state)
{
	struct plan *plan;

	refuse(state,
	       HEAD "[cells] device_ns = 5us\nworkload=fork\nmode=global\n",
	       "plans/x.ini:3: text 'device_ns = 5us' after [cells]");
	refuse(state, "[plan] summary = s\n[cells]\nworkload=fork\nmode=none\n",
	       "plans/x.ini:1: text 'summary = s' after [plan]");
	plan = load(state, "[plan] ; how\nsummary = s\n"
			   "  [cells a]\t# what\nworkload=fork\nmode=none\n"
			   "\t[cells b];\nworkload=cow\nmode=none\n");
	assert_int_equal(plan->count, 2);
	plan_free(plan);
}

static void plans_are_plain_text(void **state)
{
	char *latin = (char *)"mode=caf\xe9", *bell = (char *)"mode=\a";
	struct plan *plan;

	refuse(state, HEAD "; caf\xe9\n[cells]\nworkload=fork\nmode=none\n",
	       "plans/x.ini:3: the line is not UTF-8");
	refuse(state, HEAD "[cells]\nworkload=fork\nmode=\x1b[31mred\n",
	       "plans/x.ini:5: the line has the control character U+001B");
	refuse(state, HEAD "[cells]\nworkload=fork\nmode=none\x7f\n",
	       "plans/x.ini:5: the line has the control character U+007F");
	refuse(state, HEAD "[cells]\nworkload=fork\nmode=\xc2\x9b\n",
	       "plans/x.ini:5: the line has the control character U+009B");
	refuse(state, HEAD "[cells]\rworkload=fork\nmode=none\n",
	       "plans/x.ini:3: the line has the control character U+000D");
	assert_null(load_set(state, HEAD, &latin, 1));
	assert_contains(error_text(&error), "--set: the override is not UTF-8");
	assert_null(load_set(state, HEAD, &bell, 1));
	assert_contains(error_text(&error),
			"--set: the override has the control character U+0007");

	/* What other systems write is understood. */
	plan = load(state, "\xef\xbb\xbf[plan]\r\nsummary = caf\xc3\xa9\r\n"
			   "[cells]\r\nworkload = fork\r\n  cow\r\n"
			   "mode = none\r\n");
	assert_string_equal(plan->summary, "caf\xc3\xa9");
	assert_int_equal(plan->count, 2);
	plan_free(plan);
}

static void refuse_file(const char *path, const char *why)
{
	assert_null(plan_load(path, path, NULL, 0, &error));
	assert_contains(error_text(&error), why);
}

static void strange_files_are_refused(void **state)
{
	static const char nul[] = HEAD "[cells]\0\nworkload = fork\n";
	char path[PATH_MAX];
	FILE *file;

	refuse_file(*state, "Is a directory");
	refuse_file("/dev/zero", "/dev/zero: the plan has more than 1048576 "
				 "bytes");
	refuse_file("/dev/null", "/dev/null: the plan is empty");
	snprintf(path, sizeof(path), "%s/fifo", (char *)*state);
	assert_int_equal(mkfifo(path, 0600), 0);
	refuse_file(path, "the plan is empty");

	snprintf(path, sizeof(path), "%s/caf\xe9.ini", (char *)*state);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(nul, 1, sizeof(nul) - 1, file),
			 sizeof(nul) - 1);
	fclose(file);
	refuse_file(path, ".ini:3: the line has the control character U+0000");
	file = fopen(path, "w");
	assert_non_null(file);
	fputs(HEAD "[cells]\nworkload = fork\nmode = none\n", file);
	fclose(file);
	refuse_file(path, "the name of the plan is not UTF-8");
}

static void errors_have_their_place(void **state)
{
	char *set[] = {(char *)"ops=18446744073709551617"};
	char value[4096];

	refuse(state,
	       HEAD "seed = 18446744073709551616\n[cells]\nworkload=fork\n"
		    "mode=none\n",
	       "seed cannot be '18446744073709551616'; allowed: a number from "
	       "0 to 4294967295");
	assert_string_equal(error.file, "plans/x.ini");
	assert_int_equal(error.line, 3);
	assert_string_equal(error.key, "seed");

	assert_null(load_set(state, HEAD "[cells]\nworkload=fork\nmode=none\n",
			     set, 1));
	assert_string_equal(error.file, "--set");
	assert_int_equal(error.line, 0);
	assert_string_equal(error.key, "ops");
	assert_contains(error.message, "cannot be '18446744073709551617'");

	/* What is allowed stays visible. */
	memset(value, 'x', sizeof(value));
	memcpy(value, "mode=", 5);
	value[sizeof(value) - 1] = '\0';
	set[0] = value;
	assert_null(load_set(state, HEAD "[cells]\nworkload=fork\nmode=none\n",
			     set, 1));
	assert_contains(error_text(&error), "xxx...'; allowed: ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_are_crossed_the_last_key_fastest),
		cmocka_unit_test(a_star_is_all_but_rulers),
		cmocka_unit_test(a_star_leaves_out_modes_that_cannot),
		cmocka_unit_test(threads_go_up_to_the_cpus),
		cmocka_unit_test(venues_have_cpus_for_threads),
		cmocka_unit_test(only_guests_age_pages),
		cmocka_unit_test(only_guests_write_to_a_disk),
		cmocka_unit_test(others_sleep_where_cpus_take_turns),
		cmocka_unit_test(a_fault_needs_a_cpu_beside_its_threads),
		cmocka_unit_test(sections_are_united),
		cmocka_unit_test(long_lists_continue_after_a_blank),
		cmocka_unit_test(mistakes_are_reported_with_their_line),
		cmocka_unit_test(a_region_must_fit_the_guest),
		cmocka_unit_test(overrides_replace_lists),
		cmocka_unit_test(crossing_many_values_is_fast),
		cmocka_unit_test(a_plan_has_a_largest_number_of_cells),
		cmocka_unit_test(samples_can_be_left_open),
		cmocka_unit_test(looks_need_open_samples_and_enough),
		cmocka_unit_test(looks_are_for_the_running_kernel),
		cmocka_unit_test(values_that_are_repeated_count_once),
		cmocka_unit_test(text_after_a_section_is_refused),
		cmocka_unit_test(plans_are_plain_text),
		cmocka_unit_test(strange_files_are_refused),
		cmocka_unit_test(errors_have_their_place),
		cmocka_unit_test(names_become_paths),
		cmocka_unit_test(presets_are_beside_the_modes),
		cmocka_unit_test(presets_need_no_mode),
		cmocka_unit_test(later_keys_replace_those_of_presets),
		cmocka_unit_test(bad_presets_are_refused),
		cmocka_unit_test(all_modes_are_those_of_every_kernel),
	};

	return cmocka_run_group_tests_name("plan", tests, unit_folder,
					   unit_remove_folder);
}
