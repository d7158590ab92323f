// SPDX-License-Identifier: GPL-2.0-only
/* Naming a cell for trackers of performance. */
#include "print/cell_path.h"

#include <stdio.h>

void cell_path(const struct result *result, const struct result_cell *cell,
	       char between, char *path, size_t size)
{
	char text[256];

	cell_describe(&cell->cell, text, sizeof(text));
	snprintf(path, size, "%s %s", result->plan, text);
	for (char *at = path; *at; at++)
		if (*at == ' ')
			*at = between;
}
