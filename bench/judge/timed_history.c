// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding the changes of timed cells. Times become logarithms, so that what a
 * slower machine adds is the same for each cell.
 */
#include "judge/timed_history.h"

#include <math.h>
#include <stdlib.h>

#include "stats/panel_steps.h"

static int make_panel(const struct cell_history *cells, size_t count,
		      size_t run_count, struct panel *panel)
{
	*panel = (struct panel){count, run_count,
				calloc(count * run_count + 1,
				       sizeof(*panel->value))};
	for (size_t i = 0; panel->value && i < count; i++)
		for (size_t r = 0; r < run_count; r++)
			panel_series(panel, i)[r] =
				cells[i].value[r] > 0 ? log(cells[i].value[r])
						      : NAN;
	return panel->value ? 0 : -1;
}

/* @tests: the number of series that were searched. */
static int take_steps(const struct series_steps *found, double tests,
		      struct cell_history *to)
{
	to->drifts = found->steps.drifts;
	to->wanders = found->wanders;
	for (size_t i = 0; !to->drifts && i < found->steps.count; i++) {
		const struct change_point *step = &found->steps.step[i];
		const struct history_change change = {
			.run = step->at,
			.before = exp(step->before),
			.after = exp(step->after),
			.p = fmin(1, step->p * tests),
		};

		if (cell_history_add(to, &change))
			return -1;
	}
	return 0;
}

static int take_level(const double *level, size_t run_count,
		      struct cell_history *machine)
{
	machine->value = calloc(run_count + 1, sizeof(*machine->value));
	for (size_t r = 0; machine->value && r < run_count; r++)
		machine->value[r] = exp(level[r]);
	return machine->value ? 0 : -1;
}

int timed_history_find(struct cell_history *cells, size_t count,
		       size_t run_count, double threshold, double level,
		       struct cell_history *machine)
{
	const struct change_point_options options = {
		.level = level, .tolerance = log1p(threshold)};
	struct panel_steps found = {0};
	struct panel panel;
	double tests = (double)count + 1;
	int ret = make_panel(cells, count, run_count, &panel);

	if (!ret)
		ret = panel_steps_find(&panel, &options, &found);
	for (size_t i = 0; !ret && i < count; i++)
		ret = take_steps(&found.series[i], tests, &cells[i]);
	if (!ret && found.level)
		ret = take_level(found.level, run_count, machine);
	if (!ret)
		ret = take_steps(&found.common, tests, machine);
	panel_steps_free(&found, count);
	free(panel.value);
	return ret;
}
