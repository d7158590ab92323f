// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: the workloads that the matrix leaves out, in every placement,
 * with a mode that hears of everything and one that hears of what its device
 * uses. With MNBENCH_MODES=all in the environment: all workloads, and every
 * mode.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cell_test.h"
#include "common/modes.h"
#include "suites.h"

static bool is_asked_for(const char *mode, const struct workload *workload)
{
	const char *modes = getenv("MNBENCH_MODES");

	if (modes && !strcmp(modes, "all"))
		return true;
	return !is_in_matrix(workload) &&
	       (!strcmp(mode, "global") || !strcmp(mode, "chunked"));
}

void suite_workloads(void)
{
	const struct mode_info *mode;

	for (size_t j = 0; workloads[j]; j++)
		for (size_t i = 0; (mode = mode_at(i)); i++)
			if (mode_is_available(mode->name) &&
			    is_asked_for(mode->name, workloads[j]))
				test_placements("workloads",
						test_cell(workloads[j]->name,
							  mode->name));
}
