// SPDX-License-Identifier: GPL-2.0-only
/* A step of a bisection as text. */
#include "print/bisect.h"

#include "print/text.h"

void bisect_text(const struct bisect_step *step, FILE *to)
{
	for (size_t i = 0; i < step->count; i++) {
		const struct bisect_cell *cell = &step->at[i];
		char text[256];

		cell_describe(&cell->cell->cell, text, sizeof(text));
		print_text(to, "%s: %.0f (good %.0f, bad %.0f): %s\n", text,
			   cell->now, cell->good, cell->bad,
			   cell->is_bad ? "bad" : "good");
	}
}
