// SPDX-License-Identifier: GPL-2.0-only
/* Batches that come from files: kept ones, parts, and damaged ones. */
#include "result_text.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "result/partial.h"
#include "run/collection.h"

#define TWO_BATCHES                                              \
	"[plan]\nsummary=s\nsamples=1\nbatch_cells=1\n[cells]\n" \
	"workload=munmap touch\nmode=none\nops=4\n"

static const int some[] = {1, 2, 3, 4};
static struct error error;

static struct collection *collect(const struct fixture *f, const char *config)
{
	json_t *build = json_pack("{s:s}", "mnbench", "0");
	struct collection *c = collection_new(
		f->plan, f->batches, venue_find("icount"), build, config);

	json_decref(build);
	assert_non_null(c);
	return c;
}

/* Answers of both batches, as two boots would have given them. */
static struct fixture answered(void **state)
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
	int ret = collection_take(c, batch, f->answers[batch], machine, &effort,
				  &error);

	f->answers[batch] = NULL;
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

static void batches_come_back_as_they_were(void **state)
{
	struct fixture f = answered(state);
	struct collection *c = collect(&f, "0"), *back = collect(&f, "0");
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
	struct fixture f = answered(state);
	struct collection *c = collect(&f, "0");
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
		struct collection *back = collect(&f, "0");
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

static void damaged_lines_are_refused(void **state)
{
	static const char *const lines[] = {
		"nonsense\n",
		"{}\n",
		"{\"batch\":9,\"machine\":{},\"effort\":{\"wall_s\":1,"
		"\"boots\":1,\"differed\":0},\"answers\":{}}\n",
		"{\"batch\":0,\"machine\":{},\"effort\":{\"wall_s\":1.0,"
		"\"boots\":1,\"differed\":0},\"answers\":{\"samples\":{\"1\":"
		"{}},\"errors\":{}}}\n",
	};
	struct fixture f = answered(state);

	for (size_t i = 0; i < COUNT(lines); i++) {
		struct collection *c = collect(&f, "0");
		char *path = path_of(state, "damaged.partial");
		FILE *file;
		int fd = partial_open(path, c->header, &error);

		assert_true(fd >= 0);
		close(fd);
		file = fopen(path, "a");
		fputs(lines[i], file);
		fclose(file);
		assert_int_equal(read_into(path, c), -1);
		assert_contains(error_text(&error), "damaged");
		free(path);
		collection_free(c);
	}
	fixture_free(&f);
}

static void other_files_are_no_parts(void **state)
{
	struct fixture f = answered(state);
	struct collection *c = collect(&f, "0");
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
	struct fixture f = answered(state);
	struct collection *c = collect(&f, "0");
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
static void a_lock_that_goes_is_waited_for(void **state)
{
	const struct timespec moment = {.tv_nsec = 300000000};
	struct fixture f = answered(state);
	struct collection *c = collect(&f, "0");
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

static void unlike_runs_are_told_apart(void **state)
{
	struct fixture f = answered(state), g = answered(state);
	struct collection *a = collect(&f, "0"), *b = collect(&f, "1");

	assert_null(headers_differ(a->header, a->header));
	assert_string_equal(headers_differ(a->header, b->header),
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
		cmocka_unit_test(batches_come_back_as_they_were),
		cmocka_unit_test(a_torn_line_is_left_out),
		cmocka_unit_test(damaged_lines_are_refused),
		cmocka_unit_test(other_files_are_no_parts),
		cmocka_unit_test(one_run_at_a_time),
		cmocka_unit_test(a_lock_that_goes_is_waited_for),
		cmocka_unit_test(unlike_runs_are_told_apart),
	};

	return cmocka_run_group_tests_name("collection", tests, unit_folder,
					   unit_remove_folder);
}
