// SPDX-License-Identifier: GPL-2.0-only
/* Digests of files and texts, by the program sha256sum. */
#include "lib/sha256.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "lib/process.h"

int sha256_of_file(const char *path, char digest[SHA256_ROOM],
		   struct error *error)
{
	char *argv[] = {"sha256sum", "--", (char *)path, NULL};
	char text[128];

	if (process_run(argv, false, text, sizeof(text)) != 0 ||
	    strlen(text) < SHA256_ROOM - 1)
		return error_set(error, "sha256sum cannot read %s", path);
	/* A backslash leads the line if the name has one. */
	snprintf(digest, SHA256_ROOM, "%.64s", text + (text[0] == '\\'));
	return 0;
}

int sha256_of_text(const char *text, char digest[SHA256_ROOM],
		   struct error *error)
{
	int fd = memfd_create("text", MFD_CLOEXEC), ret = -1;
	size_t length = strlen(text);
	char path[64];

	/* The program is another process, so the path names this one. */
	snprintf(path, sizeof(path), "/proc/%d/fd/%d", (int)getpid(), fd);
	if (fd < 0 || write(fd, text, length) != (ssize_t)length)
		error_set(error, "cannot keep a text in memory: %s",
			  strerror(errno));
	else
		ret = sha256_of_file(path, digest, error);
	if (fd >= 0)
		close(fd);
	return ret;
}
