/* SPDX-License-Identifier: GPL-2.0-only */
/* Cells that are accepted or refused, for the tests of their rules. */
#ifndef UNIT_CELLS_H
#define UNIT_CELLS_H

#include "unit.h"

#include "common/cell.h"

/* The cell of a line that must be accepted. */
static inline struct cell make(const char *line)
{
	struct error error = {0};
	struct cell cell;

	if (cell_from_line(&cell, line, &error))
		fail_msg("%s: %s", line, error_text(&error));
	return cell;
}

/* The line is refused with one line of text that contains @why. */
static inline void refuse(const char *line, const char *why)
{
	struct error error = {0};
	struct cell cell;

	if (!cell_from_line(&cell, line, &error))
		fail_msg("accepted: %s", line);
	assert_contains(error_text(&error), why);
	assert_null(strchr(error_text(&error), '\n'));
}

#endif
