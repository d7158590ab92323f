// SPDX-License-Identifier: GPL-2.0-only
/* Measuring one sample in this process. */
#include "agent/sample_run.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "agent/batch_line.h"
#include "agent/measurement.h"
#include "agent/output.h"
#include "agent/sample.h"
#include "agent/space_lines.h"
#include "common/cell.h"
#include "support/heap.h"

/* The program that was started has the allocator of the cell. */
static bool has_allocator(const struct cell *cell, struct error *error)
{
	const struct cell_key *key = cell_key_find("allocator");
	const char *wanted = cell_choice(key, cell->allocator);

	if (strcmp(wanted, heap_allocator) == 0)
		return true;
	error_set(error, "the allocator is %s, and not %s", heap_allocator,
		  wanted);
	return false;
}

int sample_run(const char *line, const char *space)
{
	struct error error = {.message = "not a sample line"};
	uint64_t id = 0, index = 0, layout = 0;
	char text[ERROR_TEXT_MAX];
	const char *varied;
	struct sample sample;
	struct cell cell;

	line = batch_line_number(line, "id", &id);
	line = line ? batch_line_number(line, "cell", &index) : NULL;
	varied = line ? batch_line_number(line, "layout", &layout) : NULL;
	line = varied ? varied : line;
	if (space)
		space_lines_read(atoi(space));
	if (!line || cell_from_line(&cell, line, &error)) {
		error_print(&error, text, sizeof(text));
		output_error(id, text);
		return EXIT_FAILURE;
	}
	if (!has_allocator(&cell, &error)) {
		output_error(id, error.message);
		return EXIT_FAILURE;
	}
	if (sample_measure(&sample, &cell, layout, NULL, &error))
		output_error(id, error.message);
	else
		output_sample(id, index, varied ? &layout : NULL, &sample);
	sample_free(&sample);
	return EXIT_SUCCESS;
}
