// SPDX-License-Identifier: GPL-2.0-only
/* Keeping the address spaces of a batch, and reading one in a sample. */
#include "agent/space_lines.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "common/address_space.h"
#include "lib/memory.h"

#define SPACE "space "
#define VMA   "vma "
#define KEY   " address_space="

/* By the number of the address space, which are counted from 1. */
static FILE **files;
static uint64_t file_count; /* the last number, and 1 */
static uint64_t last;

static void grow(uint64_t count)
{
	if (count <= file_count)
		return;
	files = must_resize(files, count, sizeof(FILE *));
	memset(files + file_count, 0, (count - file_count) * sizeof(FILE *));
	file_count = count;
}

static void begin(const char *word)
{
	int fd;

	if (!address_space_number(word, &last) || !last)
		return;
	grow(last + 1);
	if (files[last])
		return;
	fd = memfd_create("space", MFD_CLOEXEC);
	files[last] = fd < 0 ? NULL : fdopen(fd, "w");
}

void space_lines_take(const char *line)
{
	bool begins = !strncmp(line, SPACE, strlen(SPACE));

	if (begins)
		begin(line + strlen(SPACE));
	if ((begins || !strncmp(line, VMA, strlen(VMA))) && last && files[last])
		fprintf(files[last], "%s\n", line);
}

int space_lines_file(const char *sample)
{
	const char *at = strstr(sample, KEY);
	uint64_t number = 0;
	char word[64];

	if (!at || sscanf(at + strlen(KEY), "%63s", word) != 1 ||
	    !address_space_number(word, &number) || !number ||
	    number >= file_count || !files[number])
		return -1;
	fflush(files[number]);
	return fileno(files[number]);
}

void space_lines_read(int file)
{
	struct address_space *space = NULL;
	FILE *from = fdopen(file, "r");
	uint64_t number;
	char line[256];

	if (!from)
		return;
	rewind(from);
	while (fgets(line, sizeof(line), from)) {
		line[strcspn(line, "\n")] = '\0';
		if (!strncmp(line, SPACE, strlen(SPACE)) &&
		    address_space_number(line + strlen(SPACE), &number))
			space = address_space_at(number);
		else if (space)
			address_space_take_line(space, line);
	}
	fclose(from);
}
