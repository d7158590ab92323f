// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of storing results: a file is complete or not there, and its text has a
 * line for each sample.
 */
#include "result_text.h"

#include <dirent.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

static struct error error;

static size_t count_files(const char *folder)
{
	struct dirent *entry;
	DIR *dir = opendir(folder);
	size_t count = 0;

	assert_non_null(dir);
	while ((entry = readdir(dir)))
		count += strcmp(entry->d_name, ".") &&
			 strcmp(entry->d_name, "..");
	closedir(dir);
	return count;
}

static void equal_results_are_equal_files(void **state)
{
	char *path = small_file(state);
	char *a = unit_read(path), *b;
	char *host = strstr(a, "\n \"host\": {");

	free(small_file(state));
	b = unit_read(path);
	assert_string_equal(a, b);
	/* What may differ comes last, so that it can be cut off. */
	assert_non_null(host);
	assert_null(strstr(host, "\n \"cells\""));
	assert_null(strstr(a, "\t"));
	/* One line a sample. */
	assert_contains(a, "\n    {\"id\": 0, \"attach_ns\": 1, ");
	free(a);
	free(b);
	free(path);
}

/* A file size limit fails as a full disk does: some of it can be written. */
static void a_full_disk_leaves_the_old_file(void **state)
{
	struct rlimit limit, small;
	char *path = unit_file(state, "old", "precious");
	json_t *root = small_result(state);
	size_t files = count_files(*state);
	char *text;
	int ret;

	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &limit), 0);
	small = limit;
	small.rlim_cur = 100;
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	ret = store_result(path, root, &error);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &limit), 0);
	assert_int_equal(ret, -1);
	assert_contains(error_text(&error), "File too large");
	text = unit_read(path);
	assert_string_equal(text, "precious");
	assert_int_equal(count_files(*state), files);
	free(text);
	free(path);
	json_decref(root);
}

static void impossible_targets_are_refused_early(void **state)
{
	char path[PATH_MAX];

	assert_int_equal(store_check("/nowhere/x.json", &error), -1);
	assert_string_equal(error_text(&error),
			    "cannot store /nowhere/x.json: folder "
			    "/nowhere: No such file or directory");
	assert_int_equal(store_check("/tmp", &error), -1);
	assert_contains(error_text(&error), "it is no file");
	assert_int_equal(store_check("/dev/full", &error), -1);
	assert_int_equal(store_check("/dev/null/x", &error), -1);
	assert_int_equal(store_check("", &error), -1);
	assert_int_equal(store_check("x/", &error), -1);
	snprintf(path, sizeof(path), "%s/new.json", (char *)*state);
	assert_int_equal(store_check(path, &error), 0);
	assert_int_equal(access(path, F_OK), -1);
}

static void files_are_readable_by_all(void **state)
{
	char *path = small_file(state);
	mode_t mask = umask(0);
	struct stat st;

	umask(mask);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0666 & ~mask);
	free(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(equal_results_are_equal_files),
		cmocka_unit_test(a_full_disk_leaves_the_old_file),
		cmocka_unit_test(impossible_targets_are_refused_early),
		cmocka_unit_test(files_are_readable_by_all),
	};

	return cmocka_run_group_tests_name("store", tests, unit_folder,
					   unit_remove_folder);
}
