// SPDX-License-Identifier: GPL-2.0-only
/* Finding: some cells failed, so the result must not be used as it is. */
#include <stdlib.h>

#include "lib/memory.h"
#include "print/finding_kind.h"

static void find(struct finder *finder)
{
	const struct result *result = finder->result;
	const struct result_cell **failed =
		must_alloc(result->count + 1, sizeof(*failed));
	size_t count = 0;

	for (size_t i = 0; i < result->count; i++)
		if (result->cells[i].failed)
			failed[count++] = &result->cells[i];
	if (count)
		finding_add(finder, 100, failed, count,
			    "%zu of %zu cells failed and must not be used; the "
			    "other sentences leave %s out.",
			    count, result->count, count == 1 ? "it" : "them");
	free(failed);
}

const struct finding_kind finding_failed = {.name = "failed", .find = find};
