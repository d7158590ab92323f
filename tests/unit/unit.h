/* SPDX-License-Identifier: GPL-2.0-only */
/* What the unit tests share: cmocka, and small files in a temporary folder. */
#ifndef UNIT_H
#define UNIT_H

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "lib/error.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* Group setup and teardown: *state is the path of an empty folder. */
static inline int unit_folder(void **state)
{
	char template[] = "/tmp/mnbench-unit-XXXXXX";

	*state = mkdtemp(template) ? strdup(template) : NULL;
	return *state ? 0 : -1;
}

static inline int unit_remove_folder(void **state)
{
	char command[PATH_MAX];
	int ret;

	snprintf(command, sizeof(command), "rm -rf '%s'", (char *)*state);
	ret = system(command);
	free(*state);
	return ret;
}

/* Write @text to FOLDER/@name and return the path, to be freed. */
static inline char *unit_file(void **state, const char *name, const char *text)
{
	char path[PATH_MAX];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", (char *)*state, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	return strdup(path);
}

/* The whole text of a file, to be freed. */
static inline char *unit_read(const char *path)
{
	FILE *file = fopen(path, "r");
	char *text = calloc(1, 1 << 20);

	assert_non_null(file);
	assert_non_null(text);
	assert_true(fread(text, 1, (1 << 20) - 1, file) > 0);
	fclose(file);
	return text;
}

/* An error as the user would read it; the next call overwrites the text. */
static inline const char *error_text(const struct error *error)
{
	static char text[ERROR_TEXT_MAX];

	error_print(error, text, sizeof(text));
	return text;
}

static inline void assert_contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("'%s' is not in: %s", part, text);
}

#endif
