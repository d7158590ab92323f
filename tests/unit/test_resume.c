// SPDX-License-Identifier: GPL-2.0-only
/* What a run does with the partial file that an earlier one has left. */
#include "result_text.h"

#include <unistd.h>

#include "result/partial.h"
#include "run/resume.h"

#define PLAN                                      \
	"[plan]\nsummary=s\nsamples=1\n[cells]\n" \
	"workload=munmap\nmode=none\nops=4\n"

static struct error error;

/* Write the header of @c and then @rest. Returns the path, to be freed. */
static char *left_by(void **state, const struct collection *c, const char *rest)
{
	char *header = json_dumps(c->header, JSON_COMPACT), *text, *path;

	assert_true(asprintf(&text, "%s\n%s", header, rest) > 0);
	path = unit_file(state, "left.partial", text);
	free(text);
	free(header);
	return path;
}

/* Damage is for the user to look at: batches may stand behind it. */
static void damaged_files_are_kept(void **state)
{
	struct fixture f = fixture_make(state, PLAN);
	struct collection *c = fixture_collection(&f, "0");
	char *path, *before, *after;

	path = left_by(state, c, "{\"batch\":9}\n");
	before = unit_read(path);
	assert_int_equal(resume_batches(path, true, c, &error), -1);
	assert_contains(error_text(&error), "left.partial:2: batch is 9");
	after = unit_read(path);
	assert_string_equal(after, before);
	free(before);
	free(after);
	free(path);

	path = unit_file(state, "left.partial", "{\"schema\":\"x\"}\n{}\n");
	assert_int_equal(resume_batches(path, true, c, &error), -1);
	assert_contains(error_text(&error), "left.partial:1: no part of a run");
	assert_int_equal(access(path, F_OK), 0);
	free(path);
	collection_free(c);
	fixture_free(&f);
}

/* Return true if a run of @c can begin with the file, which has its header. */
static bool begins(const char *path, struct collection *c)
{
	char *expected = json_dumps(c->header, JSON_COMPACT), *text;
	int fd;
	bool same;

	assert_int_equal(resume_batches(path, false, c, &error), 0);
	fd = partial_open(path, c->header, &error);
	assert_true(fd >= 0);
	close(fd);
	text = unit_read(path);
	text[strcspn(text, "\n")] = '\0';
	same = strcmp(text, expected) == 0;
	free(text);
	free(expected);
	return same;
}

/* The earlier run may have been another one. */
static void a_file_without_batches_is_used_again(void **state)
{
	struct fixture f = fixture_make(state, PLAN);
	struct collection *other = fixture_collection(&f, "1"),
			  *c = fixture_collection(&f, "0");
	char *path = left_by(state, other, "");

	assert_true(begins(path, c));
	free(path);
	path = left_by(state, other, "{\"batch\":0,\"torn");
	assert_true(begins(path, c));
	free(path);
	path = unit_file(state, "left.partial", "{\"schema\":\"mnb");
	assert_true(begins(path, c));
	free(path);
	collection_free(other);
	collection_free(c);
	fixture_free(&f);
}

/* It may be that of a run that has not measured its first batch yet. */
static void a_file_without_batches_is_not_taken_away(void **state)
{
	struct fixture f = fixture_make(state, PLAN);
	struct collection *c = fixture_collection(&f, "0");
	char *path = unit_file(state, "left.partial", "");
	int fd = partial_open(path, c->header, &error);

	assert_true(fd >= 0);
	assert_int_equal(resume_batches(path, true, c, &error), 0);
	assert_int_equal(partial_open(path, c->header, &error), -1);
	assert_contains(error_text(&error), "another run");
	close(fd);
	free(path);
	collection_free(c);
	fixture_free(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(damaged_files_are_kept),
		cmocka_unit_test(a_file_without_batches_is_used_again),
		cmocka_unit_test(a_file_without_batches_is_not_taken_away),
	};

	return cmocka_run_group_tests_name("resume", tests, unit_folder,
					   unit_remove_folder);
}
