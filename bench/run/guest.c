// SPDX-License-Identifier: GPL-2.0-only
/*
 * Following one guest. The script watches the guest and notices if it panics,
 * hangs or runs out of memory; here the agent's output is read as it grows.
 */
#include "run/guest.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/path.h"
#include "lib/process.h"

int guest_boot(struct guest *guest, const char *suite_dir, const char *script,
	       const char *folder)
{
	char path[PATH_ROOM], errors[PATH_ROOM];
	char *argv[] = {path, (char *)folder, NULL};
	int fd;

	memset(guest, 0, sizeof(*guest));
	guest->output = -1;
	path_print(guest->folder, sizeof(guest->folder), "%s", folder);
	path_print(path, sizeof(path), "%s/vm/%s", suite_dir, script);
	path_print(errors, sizeof(errors), "%s/errors", folder);
	fd = open(errors, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0)
		return -1;
	guest->pid = process_start(argv, -1, fd);
	close(fd);
	if (guest->pid > 0)
		return 0;
	guest->pid = 0;
	return -1;
}

static int open_output(struct guest *guest)
{
	char path[PATH_ROOM];

	if (guest->output >= 0)
		return 0;
	path_print(path, sizeof(path), "%s/answers", guest->folder);
	guest->output = open(path, O_RDONLY | O_CLOEXEC);
	return guest->output < 0 && errno != ENOENT ? -1 : 0;
}

/* Make room for more text. */
static int grow(struct guest *guest)
{
	size_t room = guest->room ? guest->room * 2 : 65536;
	char *text;

	if (guest->length < guest->room)
		return 0;
	text = realloc(guest->text, room);
	if (!text)
		return -1;
	guest->text = text;
	guest->room = room;
	return 0;
}

static int take_lines(struct guest *guest, guest_line take, void *user)
{
	size_t begin = 0;
	char *newline;
	int ret = 0;

	while (!ret && (newline = memchr(guest->text + begin, '\n',
					 guest->length - begin))) {
		size_t length = (size_t)(newline - guest->text) - begin;
		size_t next = begin + length + 1;

		if (length && newline[-1] == '\r') /* from the serial line */
			length--;
		if (length)
			ret = take(user, guest->text + begin, length);
		begin = next;
	}
	guest->length -= begin;
	memmove(guest->text, guest->text + begin, guest->length);
	return ret;
}

int guest_read(struct guest *guest, guest_line take, void *user)
{
	ssize_t n;
	int ret;

	if (open_output(guest))
		return -1;
	while (guest->output >= 0) {
		if (grow(guest))
			return -1;
		n = read(guest->output, guest->text + guest->length,
			 guest->room - guest->length);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return (int)n;
		guest->length += (size_t)n;
		ret = take_lines(guest, take, user);
		if (ret)
			return ret;
	}
	return 0;
}

void guest_stop(struct guest *guest)
{
	if (guest->pid > 0)
		process_stop(guest->pid);
	if (guest->output >= 0)
		close(guest->output);
	free(guest->text);
	guest->pid = 0;
	guest->output = -1;
	guest->text = NULL;
	guest->length = guest->room = 0;
}

void guest_explanation(const struct guest *guest, char *first, size_t size,
		       char *rest, size_t rest_size)
{
	char path[PATH_ROOM];
	FILE *file;
	size_t n = 0;

	path_print(path, sizeof(path), "%s/errors", guest->folder);
	snprintf(first, size, "it gave no reason");
	file = fopen(path, "r");
	if (file) {
		if (fgets(first, (int)size, file))
			first[strcspn(first, "\n")] = '\0';
		n = fread(rest, 1, rest_size - 1, file);
		fclose(file);
	}
	rest[n] = '\0';
}
