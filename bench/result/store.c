// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writing a result file: temporary file, fsync, rename, fsync of the folder.
 * After a kill, or on a full disk, the older file is still there.
 */
#include "result/store.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lib/path.h"

/*
 * Objects up to this depth have a line for each key, deeper ones a single line.
 */
#define OBJECT_DEPTH 2

static int print_value(const json_t *value, int depth, FILE *to);

static int print_string(const char *text, FILE *to)
{
	json_t *string = json_string(text);
	int ret = string ? json_dumpf(string, to, JSON_ENCODE_ANY) : -1;

	json_decref(string);
	return ret;
}

static void new_line(int depth, FILE *to)
{
	fprintf(to, "\n%*s", depth, "");
}

static int print_list(const struct store_list *list, int depth, FILE *to)
{
	fputc('[', to);
	for (size_t i = 0; i < list->count; i++) {
		if (i)
			fputc(',', to);
		new_line(depth + 1, to);
		if (list->print(list->user, i, to))
			return -1;
	}
	new_line(depth, to);
	fputc(']', to);
	return 0;
}

static const struct store_list *list_of(const struct store_list *lists,
					const char *key)
{
	while (lists && lists->key && strcmp(lists->key, key) != 0)
		lists++;
	return lists && lists->key ? lists : NULL;
}

/* @lists, which may be NULL, stand in place of members. */
static int print_object(const json_t *object, int depth,
			const struct store_list *lists, FILE *to)
{
	const struct store_list *list;
	const char *key, *between = "";
	json_t *value;

	fputc('{', to);
	json_object_foreach((json_t *)object, key, value) {
		fputs(between, to);
		new_line(depth + 1, to);
		if (print_string(key, to))
			return -1;
		fputs(": ", to);
		list = list_of(lists, key);
		if (list ? print_list(list, depth + 1, to)
			 : print_value(value, depth + 1, to))
			return -1;
		between = ",";
	}
	new_line(depth, to);
	fputc('}', to);
	return 0;
}

static int print_array(const json_t *array, int depth, FILE *to)
{
	json_t *value;
	size_t i;

	fputc('[', to);
	json_array_foreach(array, i, value) {
		if (i)
			fputc(',', to);
		new_line(depth + 1, to);
		if (print_value(value, depth + 1, to))
			return -1;
	}
	new_line(depth, to);
	fputc(']', to);
	return 0;
}

static int print_value(const json_t *value, int depth, FILE *to)
{
	if (json_is_object(value) && json_object_size(value) &&
	    depth <= OBJECT_DEPTH)
		return print_object(value, depth, NULL, to);
	if (json_is_object(json_array_get(value, 0)))
		return print_array(value, depth, to);
	return json_dumpf(value, to, JSON_ENCODE_ANY | JSON_REAL_PRECISION(12));
}

static int print_root(const json_t *root, const struct store_list *lists,
		      FILE *to)
{
	if (lists ? print_object(root, 0, lists, to) : print_value(root, 0, to))
		return -1;
	fputc('\n', to);
	return ferror(to) ? -1 : 0;
}

int store_print(const json_t *root, FILE *to)
{
	return print_root(root, NULL, to);
}

int store_print_element(const json_t *value, FILE *to)
{
	return print_value(value, 2, to);
}

static int folder_of(const char *path, char *folder, size_t size)
{
	char copy[PATH_MAX];

	if (strlen(path) >= sizeof(copy))
		return -1;
	strcpy(copy, path);
	path_print(folder, size, "%s", dirname(copy));
	return folder[0] ? 0 : -1;
}

int store_check(const char *path, struct error *error)
{
	char folder[PATH_MAX];
	struct stat st;

	if (!path[0] || path[strlen(path) - 1] == '/' ||
	    folder_of(path, folder, sizeof(folder)))
		return error_set(error, "cannot store '%s': no file name",
				 path);
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return error_set(error, "cannot store %s: it is no file", path);
	if (stat(folder, &st))
		return error_set(error, "cannot store %s: folder %s: %s", path,
				 folder, strerror(errno));
	if (!S_ISDIR(st.st_mode) || access(folder, W_OK | X_OK))
		return error_set(error, "cannot store %s: folder %s: %s", path,
				 folder,
				 S_ISDIR(st.st_mode) ? strerror(errno)
						     : strerror(ENOTDIR));
	return 0;
}

/* Write the text and sync it. Closes @fd in any case. */
static int write_all(int fd, const json_t *root, const struct store_list *lists)
{
	mode_t mask = umask(0);
	FILE *file = fdopen(fd, "w");
	int ret = 0, saved;

	umask(mask);
	if (!file) {
		close(fd);
		return -1;
	}
	errno = 0;
	if (fchmod(fd, 0666 & ~mask) || print_root(root, lists, file) ||
	    fflush(file) || fsync(fd))
		ret = -1;
	saved = errno;
	if (fclose(file) && !ret)
		return -1;
	errno = saved;
	return ret;
}

static void sync_folder(const char *folder)
{
	int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	fsync(fd); /* may fail: some file systems cannot sync a folder */
	close(fd);
}

int store_result_lists(const char *path, const json_t *root,
		       const struct store_list *lists, struct error *error)
{
	char folder[PATH_MAX], temporary[PATH_ROOM];
	int fd, saved;

	if (store_check(path, error) || folder_of(path, folder, sizeof(folder)))
		return -1;
	path_print(temporary, sizeof(temporary), "%s/.mnbench-XXXXXX", folder);
	fd = mkostemp(temporary, O_CLOEXEC);
	if (fd < 0)
		return error_set(error, "cannot store %s: %s", path,
				 strerror(errno));
	if (write_all(fd, root, lists) || rename(temporary, path)) {
		saved = errno;
		unlink(temporary);
		return error_set(error, "cannot store %s: %s", path,
				 saved ? strerror(saved) : "writing failed");
	}
	sync_folder(folder);
	return 0;
}

int store_result(const char *path, const json_t *root, struct error *error)
{
	return store_result_lists(path, root, NULL, error);
}
