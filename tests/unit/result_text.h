/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A small result file for tests: built as `run` builds it, from made-up output.
 */
#ifndef RESULT_TEXT_H
#define RESULT_TEXT_H

#include "plan/batch.h"
#include "plan/plan.h"
#include "result/result.h"
#include "result/store.h"
#include "run/agent_output.h"
#include "run/collection.h"
#include "run/record.h"
#include "unit.h"

#define ZERO_CALLBACKS                                                  \
	"\"clear\":0,\"protection_vma\":0,\"protection_page\":0,"       \
	"\"soft_dirty\":0,\"release\":0,\"migrate\":0,\"exclusive\":0," \
	"\"other\":0"

#define KERNEL_LINE                                              \
	"{\"type\":\"kernel\",\"release\":\"6.1.0\",\"cpus\":2," \
	"\"clock_ns\":41}"
#define END_LINE "{\"type\":\"end\",\"samples\":1,\"tainted\":0,\"log\":[]}"

struct fixture {
	struct plan *plan;
	struct batches *batches;
	struct agent_output **outputs; /* by batch */
};

static inline struct fixture fixture_make(void **state, const char *plan)
{
	struct error error = {0};
	char *path = unit_file(state, "small.ini", plan);
	struct fixture f;

	f.plan = plan_load(path, path, NULL, 0, &error);
	if (!f.plan)
		fail_msg("%s", error_text(&error));
	f.batches = batches_cut(f.plan);
	f.outputs = calloc(f.batches->count, sizeof(struct agent_output *));
	assert_non_null(f.outputs);
	for (size_t b = 0; b < f.batches->count; b++) {
		f.outputs[b] = agent_output_new(f.plan, f.batches, b);
		assert_non_null(f.outputs[b]);
	}
	free(path);
	return f;
}

static inline void fixture_free(struct fixture *f)
{
	for (size_t b = 0; b < f->batches->count; b++)
		agent_output_free(f->outputs[b]);
	free(f->outputs);
	batches_free(f->batches);
	plan_free(f->plan);
}

/* An empty collection of a run on a kernel with this configuration. */
static inline struct collection *fixture_collection(const struct fixture *f,
						    const char *config)
{
	json_t *build = json_pack("{s:s}", "mnbench", "0");
	struct collection *c = collection_new(
		f->plan, f->batches, venue_find("icount"), build, config);

	json_decref(build);
	assert_non_null(c);
	return c;
}

static inline enum agent_line fixture_line(struct fixture *f, size_t batch,
					   const char *line,
					   struct error *error)
{
	size_t id;

	return agent_output_line(f->outputs[batch], line, strlen(line), &id,
				 error);
}

/* The result's object, or NULL with a message. */
static inline json_t *
fixture_record(const struct fixture *f,
	       const struct record_environment *environment,
	       struct error *error)
{
	return record_result(f->plan, f->batches,
			     (const struct agent_output *const *)f->outputs,
			     environment, error);
}

/* A sample of 4 operations, each with as many unmap callbacks. */
static inline void fixture_sample(struct fixture *f, size_t id, const int ns[4],
				  int counted, int predicted)
{
	char line[2048];
	struct error error = {0};
	size_t cell = sample_cell(f->plan, id);

	snprintf(line, sizeof(line),
		 "{\"type\":\"sample\",\"id\":%zu,\"cell\":%zu,"
		 "\"attach_ns\":1,\"fill_ns\":2,\"detach_ns\":3,"
		 "\"ns\":[%d,%d,%d,%d],\"counters\":{\"callbacks\":{"
		 "\"unmap\":%d," ZERO_CALLBACKS "},\"spurious\":%d,"
		 "\"invalidations\":%d,\"pages_invalidated\":0},"
		 "\"expected\":{\"callbacks\":{\"unmap\":%d," ZERO_CALLBACKS
		 "},\"spurious\":%d,\"invalidations\":%d,"
		 "\"pages_invalidated\":0},\"filled\":{},\"bytes\":5,"
		 "\"chunks_now\":0,\"chunks_peak\":6}",
		 id, cell, ns[0], ns[1], ns[2], ns[3], counted, counted,
		 counted, predicted, predicted, predicted);
	if (fixture_line(f, f->batches->of_cell[cell], line, &error) !=
	    AGENT_LINE_SAMPLE)
		fail_msg("%s", error_text(&error));
}

/* The values of a sample of a kind without callbacks. */
struct fixture_numbers {
	int ns[4];
	int again[4]; /* timed=fault; left out where the first is 0 */
	int collisions, gave_up;
	int attach, chunks, bytes;
};

static inline void fixture_numbers(struct fixture *f, size_t id,
				   const struct fixture_numbers *n)
{
	size_t cell = sample_cell(f->plan, id);
	char line[2048], again[128] = "";
	struct error error = {0};

	if (n->again[0])
		snprintf(again, sizeof(again), "\"again_ns\":[%d,%d,%d,%d],",
			 n->again[0], n->again[1], n->again[2], n->again[3]);
	snprintf(line, sizeof(line),
		 "{\"type\":\"sample\",\"id\":%zu,\"cell\":%zu,"
		 "\"attach_ns\":%d,\"first_map_ns\":7,\"fill_ns\":2,"
		 "\"detach_ns\":3,\"ns\":[%d,%d,%d,%d],%s"
		 "\"counters\":{\"callbacks\":{\"unmap\":0," ZERO_CALLBACKS
		 "},\"spurious\":0,\"invalidations\":0,"
		 "\"pages_invalidated\":0,\"faults\":4,\"collisions\":%d,"
		 "\"gave_up\":%d},\"expected\":{\"callbacks\":{"
		 "\"unmap\":0," ZERO_CALLBACKS "},\"spurious\":0,"
		 "\"invalidations\":0,\"pages_invalidated\":0},"
		 "\"filled\":{},\"bytes\":%d,\"chunks_now\":%d,"
		 "\"chunks_peak\":%d}",
		 id, cell, n->attach, n->ns[0], n->ns[1], n->ns[2], n->ns[3],
		 again, n->collisions, n->gave_up, n->bytes, n->chunks,
		 n->chunks);
	if (fixture_line(f, f->batches->of_cell[cell], line, &error) !=
	    AGENT_LINE_SAMPLE)
		fail_msg("%s", error_text(&error));
}

static inline json_t *fixture_result(struct fixture *f)
{
	struct error error = {0};
	struct record_environment environment = {
		.venue = "icount",
		.unit = "vns",
		.machine = json_pack("{s:s, s:[s], s:i}", "qemu", "QEMU",
				     "command", "qemu", "memory_mb", 1024),
		.build = json_pack("{s:s}", "mnbench", "0"),
		.host = json_pack("{s:s, s:f}", "hostname", "h", "wall_s", 1.5),
		.config_sha256 = "0",
	};
	json_t *root;

	for (size_t b = 0; b < f->batches->count; b++) {
		assert_int_equal(fixture_line(f, b, KERNEL_LINE, &error),
				 AGENT_LINE_KERNEL);
		assert_int_equal(fixture_line(f, b, END_LINE, &error),
				 AGENT_LINE_END);
	}
	root = fixture_record(f, &environment, &error);
	if (!root)
		fail_msg("%s", error_text(&error));
	json_decref(environment.machine);
	json_decref(environment.build);
	json_decref(environment.host);
	return root;
}

/* The fixture's result, written to a file and read again; ends the fixture. */
static inline struct result *fixture_load(void **state, struct fixture *f)
{
	char path[PATH_MAX];
	struct error error = {0};
	json_t *root = fixture_result(f);
	struct result *result;

	fixture_free(f);
	snprintf(path, sizeof(path), "%s/fixture.json", (char *)*state);
	if (store_result(path, root, &error))
		fail_msg("%s", error_text(&error));
	json_decref(root);
	result = result_load(path, &error);
	if (!result)
		fail_msg("%s", error_text(&error));
	return result;
}

#define SMALL_PLAN                                                 \
	"[plan]\nsummary=s\nsamples=1\n[cells]\nworkload=munmap\n" \
	"mode=none global\ndevice_ns=0 5us\nops=4\n"

/* none 100..103, global 150..153, global 5us 5150..5153; all predicted. */
static inline json_t *small_result(void **state)
{
	static const int none[] = {103, 101, 102, 100};
	static const int fast[] = {150, 151, 152, 153};
	static const int slow[] = {5150, 5151, 5152, 5153};
	struct fixture f = fixture_make(state, SMALL_PLAN);
	json_t *root;

	assert_int_equal(f.plan->count, 3);
	fixture_sample(&f, 0, none, 0, 0);
	fixture_sample(&f, 1, fast, 4, 4);
	fixture_sample(&f, 2, slow, 4, 4);
	root = fixture_result(&f);
	fixture_free(&f);
	return root;
}

/* The same as a file; the path is to be freed. */
static inline char *small_file(void **state)
{
	char path[PATH_MAX];
	struct error error = {0};
	json_t *root = small_result(state);

	snprintf(path, sizeof(path), "%s/small.json", (char *)*state);
	if (store_result(path, root, &error))
		fail_msg("%s", error_text(&error));
	json_decref(root);
	return strdup(path);
}

#endif
