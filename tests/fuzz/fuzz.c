// SPDX-License-Identifier: GPL-2.0-only
/* Files in memory and checks, which all fuzzers use. */
#include "fuzz.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define SLOTS 2

const char *fuzz_file(unsigned int slot, const void *data, size_t size)
{
	static struct {
		int fd;
		char path[40];
	} files[SLOTS];
	const char *at = data;

	if (!files[slot].path[0]) {
		files[slot].fd = memfd_create("fuzz", MFD_CLOEXEC);
		if (files[slot].fd < 0)
			abort();
		snprintf(files[slot].path, sizeof(files[slot].path),
			 "/proc/self/fd/%d", files[slot].fd);
	}
	if (ftruncate(files[slot].fd, 0) || lseek(files[slot].fd, 0, SEEK_SET))
		abort();
	while (size) {
		ssize_t n = write(files[slot].fd, at, size);

		if (n < 0)
			abort();
		at += n;
		size -= (size_t)n;
	}
	return files[slot].path;
}

FILE *fuzz_null(void)
{
	static FILE *null;

	if (!null)
		null = fopen("/dev/null", "we");
	if (!null)
		abort();
	return null;
}

void fuzz_check_error(const struct error *error)
{
	char text[ERROR_TEXT_MAX];

	FUZZ_REQUIRE(error->message[0]);
	error_print(error, text, sizeof(text));
}

void fuzz_broken(const char *file, int line, const char *condition,
		 const struct error *error)
{
	char text[ERROR_TEXT_MAX] = "";

	if (error)
		error_print(error, text, sizeof(text));
	fprintf(stderr, "%s:%d: '%s' does not hold%s%s\n", file, line,
		condition, text[0] ? ": " : "", text);
	abort();
}
