// SPDX-License-Identifier: GPL-2.0-only
/* Tests of runs that measure until cells are decided, with made-up times. */
#include "result_text.h"

#include <unistd.h>

#include "judge/comparison.h"
#include "plan/aa_arms.h"
#include "result/partial.h"
#include "result/validate_looks.h"
#include "run/looks.h"

/*
 * Cells of each workload: none, its arm b, kvm. kvm costs munmap 20 %, touch
 * nothing, and cow varies too much for a decision.
 */
#define PLAN(workloads)                                              \
	"[plan]\nsummary=s\nsamples=until decided\nsamples_max=22\n" \
	"looks=4\n[cells]\nworkload=" workloads "\nmode=none kvm\nops=4\n"

#define COUNTED                                                           \
	"{\"callbacks\":{\"unmap\":0," ZERO_CALLBACKS "},\"spurious\":0," \
	"\"invalidations\":0,\"pages_invalidated\":0}"

#define MUNMAP_NONE 0
#define MUNMAP_KVM  2
#define TOUCH_NONE  3
#define TOUCH_KVM   5
#define COW_NONE    6
#define COW_KVM     8

static struct error error;

static struct fixture make_of(void **state, const char *plan)
{
	char *path = unit_file(state, "looks.ini", plan);
	struct fixture f = {0};

	f.plan = plan_load(path, path, NULL, 0, &error);
	assert_non_null(f.plan);
	assert_int_equal(aa_arms_add(f.plan, &error), 0);
	assert_string_equal(f.plan->cells[MUNMAP_KVM].mode, "kvm");
	f.batches = batches_cut(f.plan);
	f.outputs = calloc(f.batches->count, sizeof(struct agent_output *));
	free(path);
	return f;
}

static struct fixture make(void **state)
{
	struct fixture f = make_of(state, PLAN("munmap touch cow"));

	assert_int_equal(f.plan->count, 9);
	assert_string_equal(f.plan->cells[COW_NONE].mode, "none");
	return f;
}

static struct collection *collect(struct fixture *f)
{
	json_t *build = json_pack("{s:s}", "mnbench", "0");
	struct collection *c = collection_new(f->plan, f->batches,
					      venue_find("host"), build, "0");

	json_decref(build);
	assert_non_null(c);
	return c;
}

/* A time with noise, the same on each machine. */
static int time_of(size_t cell, size_t id)
{
	unsigned int noise = cell == COW_KVM ? 100000 : 10000;
	unsigned int x = (unsigned int)id * 2654435761u;

	x ^= x >> 15;
	x *= 2246822519u;
	x ^= x >> 13;
	return (cell == MUNMAP_KVM ? 1200000 : 1000000) + (int)(x % noise) -
	       (int)noise / 2;
}

/* Write the output of a batch as the agent would. */
static void answer(struct fixture *f, size_t batch)
{
	const struct batch *b = &f->batches->batch[batch];

	f->outputs[batch] = agent_output_new(f->plan, f->batches, batch);
	assert_non_null(f->outputs[batch]);
	fixture_line(f, batch, KERNEL_LINE, &error);
	fixture_line(f, batch, END_LINE, &error);
	for (size_t i = 0; i < b->sample_count; i++) {
		size_t id = b->order[i], cell = sample_cell(f->plan, id);
		int ns = time_of(cell, id);
		char line[2048];

		snprintf(line, sizeof(line),
			 "{\"type\":\"sample\",\"id\":%zu,\"cell\":%zu,"
			 "\"attach_ns\":1,\"fill_ns\":2,\"detach_ns\":3,"
			 "\"ns\":[%d,%d,%d,%d],\"counters\":" COUNTED
			 ",\"expected\":" COUNTED ",\"bytes\":5,"
			 "\"chunks_now\":0,\"chunks_peak\":6}",
			 id, cell, ns, ns, ns, ns);
		assert_int_equal(fixture_line(f, batch, line, &error),
				 AGENT_LINE_SAMPLE);
	}
}

static void take(struct collection *c, struct fixture *f, size_t batch)
{
	struct effort effort = {.wall_s = 1.5, .boots = 1};
	json_t *machine = json_pack("{s:s, s:[s], s:i}", "qemu", "none",
				    "command", "agent", "memory_mb", 0);

	answer(f, batch);
	if (collection_take(c, batch, f->outputs[batch], machine, &effort,
			    &error))
		fail_msg("%s", error_text(&error));
	f->outputs[batch] = NULL;
	json_decref(machine);
}

/* Measure as run does: what has become empty is not measured. */
static void measure(struct collection *c, struct fixture *f)
{
	for (size_t b = 0; b < f->batches->count; b++)
		if (!c->done[b])
			take(c, f, b);
}

static json_t *result_json(const struct collection *c)
{
	json_t *root = collection_result(c, 0, 0, &error);

	if (!root)
		fail_msg("%s", error_text(&error));
	return root;
}

static void decided_cells_leave_with_their_baselines(void **state)
{
	struct fixture f = make(state);
	struct collection *c = collect(&f);
	const struct decision *cells = c->looks->cells;
	const size_t *samples = f.batches->samples;

	assert_int_equal(looks_judged(c->looks, f.plan), 3);
	measure(c, &f);
	assert_int_equal(cells[MUNMAP_KVM].judged.verdict, VERDICT_REGRESSED);
	assert_int_equal(cells[TOUCH_KVM].judged.verdict, VERDICT_UNCHANGED);
	assert_in_range(cells[MUNMAP_KVM].look, 1, 2);
	assert_in_range(cells[TOUCH_KVM].look, 1, 3);
	assert_int_equal(cells[COW_KVM].look, 0);
	assert_int_equal(looks_open(c->looks, f.plan), 1);
	for (size_t i = 0; i < 9; i++)
		assert_int_equal(samples[i], samples[i / 3 * 3]);
	assert_in_range(samples[MUNMAP_NONE], 5, 11);
	assert_in_range(samples[TOUCH_NONE], 5, 16);
	assert_int_equal(samples[COW_NONE], 22);
	assert_int_equal(f.batches->batch[3].sample_count, 3 * 6);
	collection_free(c);
	fixture_free(&f);
}

static void a_run_ends_when_all_are_decided(void **state)
{
	struct fixture f = make_of(state, PLAN("munmap"));
	struct collection *c = collect(&f);

	measure(c, &f);
	assert_int_equal(looks_open(c->looks, f.plan), 0);
	assert_true(c->done_count < f.batches->count);
	for (size_t b = 0; b < f.batches->count; b++)
		assert_true(c->done[b]);
	collection_free(c);
	fixture_free(&f);
}

static void a_failed_cell_leaves(void **state)
{
	struct fixture f = make(state);
	struct collection *c = collect(&f);
	struct effort effort = {.wall_s = 1, .boots = 1};
	json_t *machine = json_pack("{s:s}", "qemu", "none");
	char line[128];

	/* Its first sample failed: remove it and say so. */
	answer(&f, 0);
	json_object_del(json_object_get(agent_output_json(f.outputs[0]),
					"samples"),
			"176");
	snprintf(line, sizeof(line),
		 "{\"type\":\"error\",\"id\":%d,\"message\":\"no\"}",
		 COW_KVM * 22);
	fixture_line(&f, 0, line, &error);
	assert_int_equal(collection_take(c, 0, f.outputs[0], machine, &effort,
					 &error),
			 0);
	f.outputs[0] = NULL;
	assert_true(c->looks->cells[COW_KVM].left);
	assert_int_equal(c->looks->cells[COW_KVM].look, 0);
	assert_int_equal(f.batches->samples[COW_NONE], 5);
	json_decref(machine);
	collection_free(c);
	fixture_free(&f);
}

static void the_result_says_what_was_decided(void **state)
{
	struct fixture f = make(state);
	struct collection *c = collect(&f);
	json_t *root, *cells, *cell;
	struct result *result;

	measure(c, &f);
	root = result_json(c);
	/* What only real agents and runs write. */
	json_object_set_new(json_object_get(root, "host"), "hostname",
			    json_string("h"));
	cells = json_object_get(root, "cells");
	assert_int_equal(json_integer_value(json_object_get(
				 json_object_get(root, "plan"), "looks")),
			 4);
	cell = json_object_get(json_array_get(cells, MUNMAP_KVM), "decided");
	assert_string_equal(json_string_value(json_object_get(cell, "verdict")),
			    "regressed");
	assert_true(json_is_null(
		json_object_get(json_array_get(cells, COW_KVM), "decided")));
	assert_null(
		json_object_get(json_array_get(cells, MUNMAP_NONE), "decided"));
	result = result_of_json(root, "made up", &error);
	if (!result)
		fail_msg("%s", error_text(&error));
	if (validate_looks(result, &error))
		fail_msg("%s", error_text(&error));
	/* A round that is not whole is refused. */
	json_array_remove(
		json_object_get(json_array_get(json_object_get(root, "batches"),
					       3),
				"order"),
		0);
	assert_int_equal(validate_looks(result, &error), -1);
	assert_contains(error_text(&error), "samples in the batches");
	result_free(result);
	json_decref(root);
	collection_free(c);
	fixture_free(&f);
}

/* The text of the result without host. */
static char *text_of(const struct collection *c)
{
	json_t *root = result_json(c);
	char *text;

	json_object_del(root, "host");
	text = json_dumps(root, 0);
	json_decref(root);
	return text;
}

/* A run that is killed after any batch is continued to the same result. */
static void a_continued_run_decides_the_same(void **state)
{
	char path[PATH_MAX], *whole;

	snprintf(path, sizeof(path), "%s/looks.partial", (char *)*state);
	for (size_t kept = 0; kept <= 4; kept++) {
		struct fixture f = make(state), again = make(state);
		struct collection *c = collect(&f), *back = collect(&again);
		char *text;
		json_t *header;
		int fd;

		unlink(path);
		measure(c, &f);
		whole = text_of(c);
		fd = partial_open(path, c->header, &error);
		for (size_t b = 0; b < kept; b++) {
			json_t *line = collection_line(c, b);

			assert_int_equal(partial_append(fd, line), 0);
			json_decref(line);
		}
		close(fd);
		header = partial_read(path, collection_take_line, back, &error);
		if (!header)
			fail_msg("%s", error_text(&error));
		json_decref(header);
		assert_int_equal(back->done_count, kept);
		measure(back, &again);
		text = text_of(back);
		assert_string_equal(text, whole);
		free(text);
		free(whole);
		collection_free(c);
		collection_free(back);
		fixture_free(&f);
		fixture_free(&again);
	}
}

/* A comparison of the run's modes says what the run said. */
static void a_comparison_repeats_the_verdicts(void **state)
{
	static const struct compare_options options = {.threshold = -1,
						       .level = 0.05};
	struct fixture f = make(state);
	struct collection *c = collect(&f);
	json_t *root;
	struct result *result;
	struct side base, fresh;
	struct comparison *comparison;

	measure(c, &f);
	root = result_json(c);
	result = result_of_json(root, "made up", &error);
	assert_non_null(result);
	base = (struct side){&result, 1, "none"};
	fresh = (struct side){&result, 1, "kvm"};
	comparison = comparison_make(&base, &fresh, &options, &error);
	if (!comparison)
		fail_msg("%s", error_text(&error));
	assert_int_equal(comparison->count, 3);
	for (size_t i = 0; i < 3; i++) {
		const struct cell_verdict *v = &comparison->cells[i].judged;
		const struct decision *d = &c->looks->cells[3 * i + 2];

		assert_int_equal(v->verdict, d->look ? d->judged.verdict
						     : VERDICT_INCONCLUSIVE);
		if (d->look)
			assert_true(v->low == d->judged.low &&
				    v->high == d->judged.high);
	}
	comparison_free(comparison);
	result_free(result);
	json_decref(root);
	collection_free(c);
	fixture_free(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(decided_cells_leave_with_their_baselines),
		cmocka_unit_test(a_run_ends_when_all_are_decided),
		cmocka_unit_test(a_failed_cell_leaves),
		cmocka_unit_test(the_result_says_what_was_decided),
		cmocka_unit_test(a_continued_run_decides_the_same),
		cmocka_unit_test(a_comparison_repeats_the_verdicts),
	};

	return cmocka_run_group_tests_name("looks", tests, unit_folder,
					   unit_remove_folder);
}
