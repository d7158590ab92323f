/* SPDX-License-Identifier: GPL-2.0-only */
/* Writing a result file, completely or not at all. */
#ifndef STORE_H
#define STORE_H

#include <jansson.h>
#include <stdio.h>

#include "lib/error.h"

/*
 * Check that a file could be stored at @path, before anything is measured.
 * Returns 0, or -1 with an error.
 */
int store_check(const char *path, struct error *error);

/*
 * Write @root to a temporary file in the folder of @path, sync it and rename
 * it. Returns 0, or -1 with an error and an older file at @path unchanged.
 */
int store_result(const char *path, const json_t *root, struct error *error);

/*
 * A list of a result that is not in memory: member @key of the root, which has
 * some other value there. @print prints element @index as store_print_element()
 * does; it returns 0, or -1 with errno.
 */
struct store_list {
	const char *key; /* NULL ends an array of lists */
	size_t count;    /* at least one */
	int (*print)(void *user, size_t index, FILE *to);
	void *user;
};

/* Do what store_result() does, with @lists in place of members of @root. */
int store_result_lists(const char *path, const json_t *root,
		       const struct store_list *lists, struct error *error);

/* Print an element of a list of objects that is a member of the root. */
int store_print_element(const json_t *value, FILE *to);

/*
 * Print the text of a result file: one line for each sample, so that diff shows
 * what differs. Returns 0, or -1 if @to has an error.
 */
int store_print(const json_t *root, FILE *to);

#endif
