// SPDX-License-Identifier: GPL-2.0-only
/* Making changes to the settings of a machine, and taking them back. */
#include "host/change.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/setting.h"

static const char *text_of(const json_t *change, const char *name)
{
	return json_string_value(json_object_get(change, name));
}

/* Returns 0, or -1 with errno. */
static int write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
	size_t length = strlen(text);
	ssize_t n;

	if (fd < 0)
		return -1;
	n = write(fd, text, length);
	close(fd);
	return n == (ssize_t)length ? 0 : -1;
}

int changes_make(json_t *changes, struct error *error)
{
	char text[SETTING_TEXT_MAX];
	size_t i = 0;

	while (i < json_array_size(changes)) {
		json_t *change = json_array_get(changes, i);
		const char *path = text_of(change, "path");

		if (write_file(path, text_of(change, "value"))) {
			if (!json_is_true(json_object_get(change, "optional")))
				return error_set(error,
						 "cannot write '%s' to %s: %s",
						 text_of(change, "value"), path,
						 strerror(errno));
			json_array_remove(changes, i);
			continue;
		}
		if (!setting_read_file(path, text, sizeof(text)))
			json_object_set_new(change, "after", json_string(text));
		i++;
	}
	return 0;
}

/* Returns 0 if it holds "before", or somebody else has changed it. */
static int undo(const json_t *change, struct error *error)
{
	const char *path = text_of(change, "path");
	const char *before = text_of(change, "before");
	const char *after = text_of(change, "after");
	char now[SETTING_TEXT_MAX];

	if (!path || !before)
		return 0;
	/* An interrupt or a processor may be gone, and its settings with it. */
	if (setting_read_file(path, now, sizeof(now)))
		return errno == ENOENT ? 0
				       : error_set(error, "cannot read %s: %s",
						   path, strerror(errno));
	if (strcmp(now, before) == 0 || (after && strcmp(now, after)))
		return 0;
	if (!write_file(path, before))
		return 0;
	/* What a processor may not be asked cannot have been changed. */
	if (json_is_true(json_object_get(change, "optional")))
		return 0;
	return error_set(error, "cannot write '%s' to %s: %s", before, path,
			 strerror(errno));
}

size_t changes_undo(const json_t *changes, struct error *error)
{
	size_t failed = 0;

	for (size_t i = json_array_size(changes); i--;)
		if (undo(json_array_get(changes, i), error))
			failed++;
	return failed;
}
