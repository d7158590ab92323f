// SPDX-License-Identifier: GPL-2.0-only
/* Reading the number that a file of /proc or /sys holds. */
#include "agent/number_file.h"

#include <inttypes.h>
#include <stdio.h>

uint64_t number_file_read(const char *path)
{
	FILE *file = fopen(path, "re");
	uint64_t number = 0;

	if (!file)
		return 0;
	if (fscanf(file, "%" SCNu64, &number) != 1)
		number = 0;
	fclose(file);
	return number;
}
