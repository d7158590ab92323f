// SPDX-License-Identifier: GPL-2.0-only
/* Why two cells are not compared: one is missing, or has failed in a run. */
#include "judge/cell_skip.h"

/* The run of a side in which the cell has failed, or NULL. */
static const struct result *failed_in(const struct side *side,
				      const struct result_cell *cell)
{
	if (cell->failed)
		return side->runs[0];
	for (size_t r = 1; r < side->count; r++) {
		const struct result *run = side->runs[r];

		for (size_t i = 0; i < run->count; i++)
			if (run->cells[i].failed &&
			    cell_equal(&run->cells[i].cell, &cell->cell))
				return run;
	}
	return NULL;
}

/* The same, NULL for the first run too, in *@later. */
static bool has_failed(const struct side *side, const struct result_cell *cell,
		       const struct result **later)
{
	const struct result *run = failed_in(side, cell);

	*later = run == side->runs[0] ? NULL : run;
	return run;
}

const char *cell_skip_reason(const struct side *base,
			     const struct result_cell *base_cell,
			     const struct side *fresh,
			     const struct result_cell *fresh_cell,
			     const struct result **failed_run)
{
	*failed_run = NULL;
	if (!base_cell)
		return "only in NEW";
	if (!fresh_cell)
		return "only in BASE";
	if (has_failed(base, base_cell, failed_run))
		return "failed in BASE";
	return has_failed(fresh, fresh_cell, failed_run) ? "failed in NEW"
							 : NULL;
}
