// SPDX-License-Identifier: GPL-2.0-only
/* Tests of batches that come from files: kept ones, shards, damaged ones. */
#include "result_text.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "result/partial.h"
#include "run/partial_header.h"

#define TWO_BATCHES                                              \
	"[plan]\nsummary=s\nsamples=1\nbatch_cells=1\n[cells]\n" \
	"workload=munmap touch\nmode=none\nops=4\n"

static const int some[] = {1, 2, 3, 4};
static struct error error;

/* The output of both batches, as two boots would have given it. */
static struct fixture measured(void **state)
{
	struct fixture f = fixture_make(state, TWO_BATCHES);

	for (size_t b = 0; b < 2; b++) {
		fixture_line(&f, b, KERNEL_LINE, &error);
		fixture_line(&f, b, END_LINE, &error);
		fixture_sample(&f, b, some, 0, 0);
	}
	return f;
}

static int take(struct collection *c, struct fixture *f, size_t batch,
		const char *qemu)
{
	struct effort effort = {.wall_s = 1.5, .boots = 2};
	json_t *machine = json_pack("{s:s, s:[s], s:i}", "qemu", qemu,
				    "command", "qemu", "memory_mb", 1024);
	int ret = collection_take(c, batch, f->outputs[batch], machine, &effort,
				  &error);

	f->outputs[batch] = NULL;
	json_decref(machine);
	return ret;
}

static void append(const char *path, const struct collection *c, size_t batch)
{
	int fd = partial_open(path, c->header, &error);
	json_t *line = collection_line(c, batch);

	if (fd < 0)
		fail_msg("%s", error_text(&error));
	assert_int_equal(partial_append(fd, line), 0);
	json_decref(line);
	close(fd);
}

/* The text of the result without host. */
static char *text_of(const struct collection *c)
{
	json_t *root = collection_result(c, 0, 0, &error);
	char *text;

	if (!root)
		fail_msg("%s", error_text(&error));
	json_object_del(root, "host");
	text = json_dumps(root, 0);
	json_decref(root);
	return text;
}

static char *path_of(void **state, const char *name)
{
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%s/%s", (char *)*state, name);
	unlink(path);
	return strdup(path);
}

static int read_into(const char *path, struct collection *c)
{
	json_t *header = partial_read(path, collection_take_line, c, &error);

	json_decref(header);
	return header ? 0 : -1;
}

static void batches_survive_a_round_trip(void **state)
{
	struct fixture f = measured(state);
	struct collection *c = fixture_collection(&f, "0"),
			  *back = fixture_collection(&f, "0");
	char *path = path_of(state, "run.partial"), *a, *b;

	assert_int_equal(take(c, &f, 1, "QEMU"), 0);
	append(path, c, 1);
	assert_int_equal(take(c, &f, 0, "QEMU"), 0);
	append(path, c, 0);
	assert_int_equal(read_into(path, back), 0);
	assert_int_equal(back->done_count, 2);
	assert_int_equal(back->efforts[1].boots, 2);
	a = text_of(c);
	b = text_of(back);
	assert_string_equal(a, b);
	free(a);
	free(b);
	free(path);
	collection_free(c);
	collection_free(back);
	fixture_free(&f);
}

/* Whatever was being written when the run was killed. */
static void a_torn_line_is_left_out(void **state)
{
	struct fixture f = measured(state);
	struct collection *c = fixture_collection(&f, "0");
	char *path = path_of(state, "torn.partial"), *whole;
	size_t length, first;

	assert_int_equal(take(c, &f, 0, "QEMU"), 0);
	assert_int_equal(take(c, &f, 1, "QEMU"), 0);
	append(path, c, 0);
	append(path, c, 1);
	whole = unit_read(path);
	length = strlen(whole);
	first = (size_t)(strchr(strchr(whole, '\n') + 1, '\n') + 1 - whole);
	for (size_t cut = 1; cut < length - first; cut++) {
		struct collection *back = fixture_collection(&f, "0");
		char *again;

		assert_int_equal(truncate(path, (off_t)(length - cut)), 0);
		assert_int_equal(read_into(path, back), 0);
		assert_int_equal(back->done_count, 1);
		/* Appending goes on after what is whole. */
		append(path, c, 1);
		again = unit_read(path);
		assert_string_equal(again, whole);
		free(again);
		collection_free(back);
	}
	free(whole);
	free(path);
	collection_free(c);
	fixture_free(&f);
}

#define MACHINE "\"machine\":{\"qemu\":\"QEMU\"}"
#define EFFORT  "\"effort\":{\"wall_s\":1.0,\"boots\":1,\"differed\":0}"

static void damaged_lines_are_refused(void **state)
{
	static const struct {
		const char *line, *why;
	} lines[] = {
		{"nonsense", ":2: damaged: it is no JSON object"},
		{"{}", ":2: batch is missing; allowed: an integer from 0 to 1"},
		{"{\"batch\":9}", ":2: batch is 9; allowed"},
		{"{\"batch\":-1}", ":2: batch is -1; allowed"},
		{"{\"batch\":0,\"machine\":5}", ":2: machine is 5; allowed"},
		{"{\"batch\":0," MACHINE ",\"effort\":{\"wall_s\":1e308},"
		 "\"answers\":{}}",
		 ":2: effort.wall_s is 1e308; allowed: a number"},
		{"{\"batch\":0," MACHINE ",\"effort\":{\"wall_s\":1,"
		 "\"boots\":-1,\"differed\":0},\"answers\":{}}",
		 ":2: effort.boots is -1; allowed: an integer"},
		{"{\"batch\":0,\"machine\":{}," EFFORT ",\"answers\":{}}",
		 ":2: machine.qemu is missing; allowed: a text"},
		{"{\"batch\":0," MACHINE "," EFFORT ",\"answers\":[]}",
		 ":2: answers is a list; allowed: an object"},
		{"{\"batch\":0," MACHINE "," EFFORT ",\"answers\":"
		 "{\"kernel\":\"x\"}}",
		 ":2: answers.kernel is \"x\"; allowed: an object"},
		{"{\"batch\":0," MACHINE "," EFFORT ",\"answers\":"
		 "{\"errors\":{\"0\":7}}}",
		 ":2: a value in answers.errors is 7; allowed: a text"},
		{"{\"batch\":0," MACHINE "," EFFORT ",\"answers\":"
		 "{\"samples\":{\"1\":{}},\"errors\":{}}}",
		 ":2: damaged: batch 1 does not hold the output of an "
		 "agent"},
	};
	struct fixture f = measured(state);

	for (size_t i = 0; i < COUNT(lines); i++) {
		struct collection *c = fixture_collection(&f, "0");
		char *path = path_of(state, "damaged.partial");
		FILE *file;
		int fd = partial_open(path, c->header, &error);

		assert_true(fd >= 0);
		close(fd);
		file = fopen(path, "a");
		fprintf(file, "%s\n", lines[i].line);
		fclose(file);
		assert_int_equal(read_into(path, c), -1);
		assert_contains(error_text(&error), path);
		assert_contains(error_text(&error), lines[i].why);
		free(path);
		collection_free(c);
	}
	fixture_free(&f);
}

/* A header with one member changed, or missing where @value is NULL. */
static void refuse_header(void **state, const struct collection *c,
			  const char *in, const char *name, json_t *value,
			  const char *why)
{
	json_t *header = json_deep_copy(c->header);
	json_t *object = in ? json_object_get(header, in) : header;
	char *text, *line, *path;

	if (value)
		json_object_set_new(object, name, value);
	else
		json_object_del(object, name);
	text = json_dumps(header, JSON_COMPACT);
	assert_true(asprintf(&line, "%s\n", text) > 0);
	path = unit_file(state, "header.partial", line);
	assert_null(
		partial_read(path, collection_take_line, (void *)c, &error));
	assert_contains(error_text(&error), why);
	free(path);
	free(line);
	free(text);
	json_decref(header);
}

static void damaged_headers_are_refused(void **state)
{
	struct fixture f = measured(state);
	struct collection *c = fixture_collection(&f, "0");

	refuse_header(state, c, NULL, "schema", json_integer(1),
		      "no part of a run");
	refuse_header(state, c, NULL, "venue", json_string("moon"),
		      ":1: venue is \"moon\"; allowed: icount");
	refuse_header(state, c, NULL, "unit", json_string("ns"),
		      ":1: unit is \"ns\"; allowed: vns");
	refuse_header(state, c, NULL, "batches", json_integer(0),
		      ":1: batches is 0; allowed: an integer from 1");
	refuse_header(state, c, NULL, "batches", json_integer(INT64_MAX),
		      ":1: batches is 9223372036854775807; allowed");
	refuse_header(state, c, NULL, "build", NULL, ":1: build is missing");
	refuse_header(state, c, NULL, "config_sha256", NULL,
		      ":1: config_sha256 is missing");
	refuse_header(state, c, "plan", "set", json_pack("[i]", 7),
		      ":1: plan.set[0] is 7; allowed: a text");
	refuse_header(state, c, "plan", "set", NULL, ":1: plan.set is missing");
	refuse_header(state, c, "plan", "text", NULL,
		      ":1: plan.text is missing");
	refuse_header(state, c, "plan", "name", json_string("../x"),
		      ":1: plan.name is \"../x\"");
	refuse_header(state, c, "plan", "samples",
		      json_integer(INT64_C(2305843009213693952)),
		      ":1: plan.samples is 2305843009213693952; allowed");
	collection_free(c);
	fixture_free(&f);
}

static void other_files_are_refused_as_parts(void **state)
{
	struct fixture f = measured(state);
	struct collection *c = fixture_collection(&f, "0");
	char *path = unit_file(state, "foreign", "{\"schema\":\"x\"}\n");

	assert_int_equal(read_into(path, c), -1);
	assert_contains(error_text(&error), "no part of a run");
	assert_int_equal(read_into("/nonexistent/file", c), -1);
	assert_contains(error_text(&error), "cannot read");
	free(path);
	collection_free(c);
	fixture_free(&f);
}

static void one_run_at_a_time(void **state)
{
	struct fixture f = measured(state);
	struct collection *c = fixture_collection(&f, "0");
	char *path = path_of(state, "locked.partial");
	int fd = partial_open(path, c->header, &error);

	assert_true(fd >= 0);
	assert_int_equal(partial_open(path, c->header, &error), -1);
	assert_contains(error_text(&error), "another run");
	close(fd);
	free(path);
	collection_free(c);
	fixture_free(&f);
}

/* What a killed run has just started is no run. */
static void waits_for_a_lock_that_is_released(void **state)
{
	const struct timespec moment = {.tv_nsec = 300000000};
	struct fixture f = measured(state);
	struct collection *c = fixture_collection(&f, "0");
	char *path = path_of(state, "released.partial");
	int fd = partial_open(path, c->header, &error);
	pid_t holder = fork();

	if (holder == 0) {
		nanosleep(&moment, NULL);
		_exit(0);
	}
	assert_true(fd >= 0 && holder > 0);
	close(fd);
	fd = partial_open(path, c->header, &error);
	assert_true(fd >= 0);
	close(fd);
	waitpid(holder, NULL, 0);
	free(path);
	collection_free(c);
	fixture_free(&f);
}

static void batches_of_other_runs_are_refused(void **state)
{
	struct fixture f = measured(state), g = measured(state);
	struct collection *a = fixture_collection(&f, "0"),
			  *b = fixture_collection(&f, "1");

	assert_null(partial_headers_differ(a->header, a->header));
	assert_string_equal(partial_headers_differ(a->header, b->header),
			    "config_sha256");
	assert_int_equal(take(a, &f, 0, "QEMU"), 0);
	assert_int_equal(take(a, &f, 1, "another QEMU"), -1);
	assert_contains(error_text(&error), "another emulator");
	/* The same batch again, from another part. */
	assert_int_equal(take(a, &g, 0, "QEMU"), 0);
	assert_int_equal(a->done_count, 1);
	collection_free(a);
	collection_free(b);
	fixture_free(&f);
	fixture_free(&g);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(batches_survive_a_round_trip),
		cmocka_unit_test(a_torn_line_is_left_out),
		cmocka_unit_test(damaged_lines_are_refused),
		cmocka_unit_test(damaged_headers_are_refused),
		cmocka_unit_test(other_files_are_refused_as_parts),
		cmocka_unit_test(one_run_at_a_time),
		cmocka_unit_test(waits_for_a_lock_that_is_released),
		cmocka_unit_test(batches_of_other_runs_are_refused),
	};

	return cmocka_run_group_tests_name("collection", tests, unit_folder,
					   unit_remove_folder);
}
