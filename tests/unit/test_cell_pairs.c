// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of pairing the cells of two sides: each mode of each shipped plan with
 * itself, and modes with other modes.
 */
#include "unit.h"

#include <glob.h>

#include "judge/cell_pairs.h"
#include "judge/comparison.h"
#include "plan/plan.h"

/* A process of two operations, whose time says which cell it measured. */
static json_t *make_samples(size_t cell)
{
	json_int_t ns = 1000 + 10 * (json_int_t)cell;

	return json_pack("[{s:i, s:[I, I], s:{s:{}}}]", "id", 0, "ns", ns, ns,
			 "counters", "callbacks");
}

/* The part of a result that a comparison reads. */
static struct result *make_run(const struct plan *plan)
{
	struct result *run = calloc(1, sizeof(*run));

	run->path = strdup(plan->name);
	run->root = json_pack("{s:{}, s:[]}", "environment", "cells");
	run->venue = "icount";
	run->unit = "vns";
	run->plan = "plan";
	run->kernel = "kernel";
	run->count = plan->count;
	run->cells = calloc(plan->count, sizeof(*run->cells));
	for (size_t i = 0; i < plan->count; i++) {
		struct result_cell *cell = &run->cells[i];
		json_t *samples = make_samples(i);

		cell->cell = plan->cells[i];
		cell->index = i;
		cell->samples = samples;
		json_array_append_new(json_object_get(run->root, "cells"),
				      samples);
		stats_of_cell(&cell->cell, samples, &cell->stats);
	}
	return run;
}

static struct result *run_of_file(const char *path)
{
	struct error error = {0};
	struct plan *plan = plan_load(path, path, NULL, 0, &error);
	struct result *run;

	if (!plan)
		fail_msg("%s", error_text(&error));
	run = make_run(plan);
	plan_free(plan);
	return run;
}

static struct result *run_of_text(void **state, const char *cells)
{
	char text[1024], *path;
	struct result *run;

	snprintf(text, sizeof(text),
		 "[plan]\nsummary=s\nsamples=1\n[cells]\n%s", cells);
	path = unit_file(state, "plan.ini", text);
	run = run_of_file(path);
	free(path);
	return run;
}

/* Compare a mode of a run with another, or the same one. */
static struct comparison *compare(struct result **base, const char *base_mode,
				  struct result **fresh, const char *fresh_mode,
				  struct side sides[2], struct error *error)
{
	static const struct compare_options options = {.threshold = 0,
						       .level = 0.05};

	sides[0] = (struct side){base, 1, base_mode};
	sides[1] = (struct side){fresh, 1, fresh_mode};
	return comparison_make(&sides[0], &sides[1], &options, error);
}

static size_t cells_of_mode(const struct result *run, const char *mode)
{
	size_t count = 0;

	for (size_t i = 0; i < run->count; i++)
		count += strcmp(run->cells[i].cell.mode, mode) == 0;
	return count;
}

/* @mode: NULL for all modes. */
static void is_unchanged(struct result *run, const char *mode, size_t count)
{
	struct error error = {0};
	struct side sides[2];
	struct comparison *c = compare(&run, mode, &run, mode, sides, &error);

	if (!c)
		fail_msg("%s:%s: %s", run->path, mode ? mode : "",
			 error_text(&error));
	assert_int_equal(c->count, count);
	for (size_t i = 0; i < c->count; i++) {
		const struct compared_cell *cell = &c->cells[i];

		assert_null(cell->pair.skipped);
		assert_ptr_equal(cell->pair.base, cell->pair.fresh);
		assert_int_equal(cell->judged.verdict, VERDICT_UNCHANGED);
	}
	comparison_free(c);
}

static void mode_is_unchanged(struct result *run, const char *mode)
{
	is_unchanged(run, mode, cells_of_mode(run, mode));
}

static void run_is_unchanged(struct result *run)
{
	is_unchanged(run, NULL, run->count);
}

static void each_mode_of_each_plan_equals_itself(void **state)
{
	glob_t plans;

	(void)state;
	assert_int_equal(glob("plans/*.ini", 0, NULL, &plans), 0);
	assert_int_equal(glob("plans/*/*.ini", GLOB_APPEND, NULL, &plans), 0);
	assert_true(plans.gl_pathc > 10);
	for (size_t p = 0; p < plans.gl_pathc; p++) {
		struct result *run = run_of_file(plans.gl_pathv[p]);
		for (size_t i = 0; i < run->count; i++) {
			const char *mode = run->cells[i].cell.mode;
			size_t before = 0;

			for (size_t k = 0; k < i && !before; k++)
				before = !strcmp(run->cells[k].cell.mode, mode);
			if (!before)
				mode_is_unchanged(run, mode);
		}
		run_is_unchanged(run);
		result_free(run);
	}
	globfree(&plans);
}

/* The pairs of two modes of one run, as "BASE-CELL:NEW-CELL ...". */
static void assert_pairs(void **state, const char *cells, const char *base,
			 const char *fresh, const char *expected)
{
	struct result *run = run_of_text(state, cells);
	struct error error = {0};
	struct side sides[2];
	struct comparison *c = compare(&run, base, &run, fresh, sides, &error);
	char text[512] = "";

	for (size_t i = 0; c && i < c->count; i++) {
		const struct cell_pair *pair = &c->cells[i].pair;
		size_t n = strlen(text);

		snprintf(text + n, sizeof(text) - n, "%s%zd:%zd", n ? " " : "",
			 pair->base ? (ssize_t)pair->base->index : -1,
			 pair->fresh ? (ssize_t)pair->fresh->index : -1);
	}
	assert_string_equal(c ? text : error_text(&error), expected);
	comparison_free(c);
	result_free(run);
}

static void keys_of_both_modes_must_agree(void **state)
{
	assert_pairs(state,
		     "workload=munmap\nmode=global whole\ndevice_ns=0 5us\n",
		     "global", "whole", "0:2 1:3");
	/* The filter of each is the default of its mode. */
	assert_pairs(state, "workload=munmap\nmode=global filtered\n", "global",
		     "filtered", "0:1");
	assert_pairs(state,
		     "workload=munmap\nmode=global filtered\nfilter=off on\n",
		     "global", "filtered", "0:2 1:3");
}

static void a_key_of_one_mode_gives_a_row_for_each_value(void **state)
{
	assert_pairs(state,
		     "workload=munmap\nmode=global chunked\nchunk_size=2M 4M\n",
		     "global", "chunked", "0:1 0:2");
	assert_pairs(state,
		     "workload=munmap\nmode=global chunked\nchunk_size=2M 4M\n",
		     "chunked", "global", "1:0 2:0");
}

static void an_unlike_number_of_operations_is_no_other_cell(void **state)
{
	assert_pairs(state,
		     "workload=munmap\nmode=none\nops=5\n[cells b]\n"
		     "workload=munmap\nmode=global\nops=9\n",
		     "none", "global", "0:1");
	/* The nearer one wins, and the other one stays alone. */
	assert_pairs(state,
		     "workload=munmap\nmode=none\nops=5\n[cells b]\n"
		     "workload=munmap\nmode=global\nops=9 5\n",
		     "none", "global", "-1:1 0:2");
}

static void what_nothing_tells_apart_is_refused(void **state)
{
	assert_pairs(
		state,
		"workload=munmap\nmode=none chunked\nmodule=loaded absent\n"
		"chunk_size=2M 4M\n",
		"none", "chunked",
		"'munmap none far': 2 cells of mode none in BASE and 2 of "
		"mode chunked in NEW could each be its pair, and no key "
		"that both modes have tells them apart");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_mode_of_each_plan_equals_itself),
		cmocka_unit_test(keys_of_both_modes_must_agree),
		cmocka_unit_test(a_key_of_one_mode_gives_a_row_for_each_value),
		cmocka_unit_test(
			an_unlike_number_of_operations_is_no_other_cell),
		cmocka_unit_test(what_nothing_tells_apart_is_refused),
	};

	/* Plans name address spaces of the suite, not of build/. */
	setenv("MNBENCH_HOME", ".", 1);
	return cmocka_run_group_tests_name("cell_pairs", tests, unit_folder,
					   unit_remove_folder);
}
