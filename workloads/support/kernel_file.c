// SPDX-License-Identifier: GPL-2.0-only
/* Files of /proc and /sys. */
#include "support/kernel_file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TEXT_MAX (16UL << 10)

int kernel_write(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CLOEXEC);
	int ret = 0;

	if (fd < 0)
		return -errno;
	if (write(fd, text, strlen(text)) < 0)
		ret = -errno;
	close(fd);
	return ret;
}

int kernel_write_number(const char *path, uint64_t number)
{
	char text[32];

	snprintf(text, sizeof(text), "%" PRIu64, number);
	return kernel_write(path, text);
}

/* Returns the length, or -errno. */
static ssize_t read_text(const char *path, char *text, size_t size)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	size_t length = 0;
	ssize_t n;

	text[0] = '\0';
	if (fd < 0)
		return -errno;
	while ((n = read(fd, text + length, size - 1 - length)) > 0)
		length += (size_t)n;
	if (n < 0)
		n = -errno;
	close(fd);
	text[length] = '\0';
	return n < 0 ? n : (ssize_t)length;
}

int kernel_read(const char *path, char *text, size_t size)
{
	ssize_t n = read_text(path, text, size);

	text[strcspn(text, "\n")] = '\0';
	return n < 0 ? (int)n : 0;
}

static uint64_t to_number(const char *text)
{
	return strtoull(text + strspn(text, " :\t"), NULL, 10);
}

uint64_t kernel_number(const char *path)
{
	char text[64];

	if (read_text(path, text, sizeof(text)) < 0)
		return 0;
	return to_number(text);
}

uint64_t kernel_number_of(const char *path, const char *word)
{
	size_t length = strlen(word);
	char text[TEXT_MAX];
	const char *line = text;

	if (read_text(path, text, sizeof(text)) < 0)
		return 0;
	while (strncmp(line, word, length) || line[length] != ' ') {
		line = strchr(line, '\n');
		if (!line)
			return 0;
		line++;
	}
	return to_number(line + length);
}
