// SPDX-License-Identifier: GPL-2.0-only
/* Parsing the lines of a batch. */
#include "agent/batch_line.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define BATCH  "batch "
#define SAMPLE "sample "

const char *batch_line_number(const char *line, const char *name,
			      uint64_t *number)
{
	size_t length = strlen(name);
	char *end;

	if (strncmp(line, name, length) || line[length] != '=')
		return NULL;
	errno = 0;
	*number = strtoull(line + length + 1, &end, 10);
	if (errno || (*end && *end != ' '))
		return NULL;
	return end + (*end == ' ');
}

bool batch_line_conditions(const char *line, struct conditions *conditions)
{
	if (strncmp(line, BATCH, strlen(BATCH)))
		return false;
	line = batch_line_number(line + strlen(BATCH), "timed",
				 &conditions->timed);
	return line && batch_line_number(line, "shared", &conditions->shared);
}

char *batch_line_sample(char *line)
{
	return strncmp(line, SAMPLE, strlen(SAMPLE)) ? NULL
						     : line + strlen(SAMPLE);
}

int batch_line_cell(const char *line, struct cell *cell)
{
	uint64_t unused;
	const char *varied;
	struct error error;

	line = batch_line_number(line, "id", &unused);
	line = line ? batch_line_number(line, "cell", &unused) : NULL;
	varied = line ? batch_line_number(line, "layout", &unused) : NULL;
	line = varied ? varied : line;
	return line ? cell_from_line(cell, line, &error) : -1;
}
