// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzzer of plan files, and of the lines that give an agent its cells. A plan
 * that is read must be cut into batches, and each cell must come back from its
 * line.
 */
#include <stdlib.h>

#include "fuzz.h"
#include "plan/batch.h"
#include "plan/plan.h"

/* More cells are only more of the same. */
#define CELLS_LOOKED_AT 200

#define LINE_MAX_BYTES 4096

static void check_cells(const struct plan *plan)
{
	for (size_t i = 0; i < plan->count && i < CELLS_LOOKED_AT; i++) {
		char line[LINE_MAX_BYTES], text[256];
		struct error error = {0};
		struct cell cell;

		cell_describe(&plan->cells[i], text, sizeof(text));
		cell_to_line(&plan->cells[i], line, sizeof(line));
		FUZZ_REQUIRE_NO_ERROR(cell_from_line(&cell, line, &error) == 0,
				      &error);
		FUZZ_REQUIRE(cell_equal(&cell, &plan->cells[i]));
	}
}

static void check_batches(const struct plan *plan)
{
	struct batches *batches = batches_cut(plan);
	size_t cells = 0;

	FUZZ_REQUIRE(batches);
	for (size_t i = 0; i < batches->count; i++)
		cells += batches->batch[i].cell_count;
	FUZZ_REQUIRE(cells == plan->count * batches->rounds);
	batches_free(batches);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error error = {0};
	struct plan *plan = plan_load(fuzz_file(0, data, size), "fuzz.ini",
				      NULL, 0, &error);

	if (!plan) {
		fuzz_check_error(&error);
		return 0;
	}
	FUZZ_REQUIRE(plan->count > 0 && plan->count <= PLAN_CELLS_MAX);
	check_cells(plan);
	if (plan->count <= CELLS_LOOKED_AT)
		check_batches(plan);
	plan_free(plan);
	return 0;
}
