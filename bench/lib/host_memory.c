// SPDX-License-Identifier: GPL-2.0-only
/* How much memory the machine has, as /proc/meminfo says. */
#include "lib/host_memory.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The name of a line, and where its number goes. */
struct line {
	const char *name;
	uint64_t kb;
	int found;
};

static void read_lines(FILE *file, struct line *lines, size_t count)
{
	char text[256], name[64];
	uint64_t kb;

	while (fgets(text, sizeof(text), file)) {
		if (sscanf(text, "%63[^:]: %" SCNu64 " kB", name, &kb) != 2)
			continue;
		for (size_t i = 0; i < count; i++) {
			if (strcmp(lines[i].name, name) != 0)
				continue;
			lines[i].kb = kb;
			lines[i].found = 1;
		}
	}
}

int host_memory_read(struct host_memory *memory, const char *path)
{
	struct line lines[] = {
		{.name = "MemTotal"},
		{.name = "MemAvailable"},
		{.name = "SwapTotal"},
	};
	FILE *file = fopen(path, "re");

	if (!file)
		return -1;
	read_lines(file, lines, sizeof(lines) / sizeof(lines[0]));
	fclose(file);
	if (!lines[0].found || !lines[1].found)
		return -1;
	memory->total_mb = (lines[0].kb + lines[2].kb) / 1024;
	memory->available_mb = lines[1].kb / 1024;
	return 0;
}
