// SPDX-License-Identifier: GPL-2.0-only
/* The text of a plan: reading the file and checking its characters. */
#include "plan/plan_text.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/*
 * Opening a pipe to which nobody writes would block. Reading is to wait for
 * data.
 */
static int open_file(const char *path)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	int flags = fd < 0 ? -1 : fcntl(fd, F_GETFL);

	if (flags >= 0)
		fcntl(fd, F_SETFL, flags & ~O_NONBLOCK);
	return fd;
}

/* Returns how much was read, at most @size, or -1 with errno. */
static ssize_t read_all(int fd, char *text, size_t size)
{
	size_t used = 0;
	ssize_t n;

	while (used < size) {
		n = read(fd, text + used, size - used);
		if (n == 0)
			break;
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return -1;
		used += (size_t)n;
	}
	return (ssize_t)used;
}

/* jansson will store the text, so it decides what is UTF-8. */
static bool is_utf8(const char *line, size_t length)
{
	json_t *string = json_stringn(line, length);

	json_decref(string);
	return string;
}

/* The code of the first control character in UTF-8 text; -1: there is none. */
static int find_control(const char *line, size_t length)
{
	const unsigned char *at = (const unsigned char *)line;

	for (size_t i = 0; i < length; i++) {
		if ((at[i] < 0x20 && at[i] != '\t') || at[i] == 0x7f)
			return at[i];
		/* U+0080 to U+009F */
		if (at[i] == 0xc2 && i + 1 < length && at[i + 1] < 0xa0)
			return at[i + 1];
	}
	return -1;
}

int plan_text_check(const char *what, const char *line, size_t length,
		    struct error *error)
{
	int control;

	if (!is_utf8(line, length))
		return error_set(error, "%s is not UTF-8, as a plan must be",
				 what);
	control = find_control(line, length);
	if (control >= 0)
		return error_set(error,
				 "%s has the control character U+%04X; "
				 "allowed: plain text",
				 what, (unsigned int)control);
	return 0;
}

static int check_lines(const char *text, size_t size, const char *shown,
		       struct error *error)
{
	const char *end = text + size, *line = text;

	for (unsigned int number = 1; line < end; number++) {
		const char *newline = memchr(line, '\n', (size_t)(end - line));
		const char *stop = newline ? newline : end;
		size_t length = (size_t)(stop - line);

		if (length && stop[-1] == '\r') /* as other systems end lines */
			length--;
		if (plan_text_check("the line", line, length, error))
			return error_place(error, shown, number);
		line = stop + 1;
	}
	return 0;
}

/* Returns the size of the text, or -1 with @error. */
static ssize_t read_checked(int fd, char *text, const char *what,
			    const char *shown, struct error *error)
{
	ssize_t size = read_all(fd, text, PLAN_TEXT_MAX + 1);

	if (size < 0)
		return error_set(error, "cannot read %s %s: %s", what, shown,
				 strerror(errno));
	if (size == 0)
		error_set(error, "the %s is empty", what);
	else if (size > PLAN_TEXT_MAX)
		error_set(error, "the %s has more than %d bytes", what,
			  PLAN_TEXT_MAX);
	else if (!check_lines(text, (size_t)size, shown, error))
		return size;
	return error_place(error, shown, 0);
}

char *plan_text_read(const char *what, const char *path, const char *shown,
		     struct error *error)
{
	char *text = malloc(PLAN_TEXT_MAX + 1);
	int fd = open_file(path);
	ssize_t size = -1;
	char *cut;

	if (fd < 0)
		error_set(error, "cannot read %s %s: %s", what, shown,
			  strerror(errno));
	else if (!text)
		error_set(error, "out of memory");
	else
		size = read_checked(fd, text, what, shown, error);
	if (fd >= 0)
		close(fd);
	if (size < 0) {
		free(text);
		return NULL;
	}
	text[size] = '\0';
	cut = realloc(text, (size_t)size + 1);
	return cut ? cut : text;
}
