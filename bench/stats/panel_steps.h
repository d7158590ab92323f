/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The steps of several series that were measured in the same runs, and those of
 * the common level of the runs.
 */
#ifndef PANEL_STEPS_H
#define PANEL_STEPS_H

#include <stdbool.h>
#include <stddef.h>

#include "stats/change_points.h"
#include "stats/common_level.h"
#include "stats/noise_model.h"

struct series_steps {
	struct change_points steps; /* places are runs of the panel */
	struct noise_model noise;   /* that its steps were tested with */
	/*
	 * It moves like a random walk, in which any step can be chance. It has
	 * no steps then.
	 */
	bool wanders;
};

struct panel_steps {
	struct series_steps *series; /* by series */
	double *level; /* the common level by run, or NULL: too few series */
	struct series_steps common; /* the steps of that level */
};

/*
 * Find the steps of all series of @panel, from which the common level is
 * subtracted. The level of @options is for all series and the common level
 * together. Returns 0, or -1 out of memory; free @found in either case.
 */
int panel_steps_find(struct panel *panel,
		     const struct change_point_options *options,
		     struct panel_steps *found);
void panel_steps_free(struct panel_steps *found, size_t series);

#endif
