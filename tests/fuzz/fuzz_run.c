// SPDX-License-Identifier: GPL-2.0-only
/* The run whose partial results and agent output are fuzzed. */
#include "fuzz_run.h"

#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "result/result.h"
#include "result/store.h"

static const char plan_text[] = "[plan]\n"
				"summary = fuzz\n"
				"samples = 2\n"
				"batch_cells = 2\n"
				"[cells]\n"
				"workload = munmap touch\n"
				"mode = none global\n"
				"ops = 2\n";

const struct fuzz_run *fuzz_run(void)
{
	static struct fuzz_run run;
	struct error error = {0};

	if (run.plan)
		return &run;
	run.plan = plan_load(fuzz_file(0, plan_text, strlen(plan_text)), "fuzz",
			     NULL, 0, &error);
	FUZZ_REQUIRE_NO_ERROR(run.plan, &error);
	run.batches = batches_cut(run.plan);
	FUZZ_REQUIRE(run.batches && run.batches->count == FUZZ_BATCHES);
	return &run;
}

void fuzz_run_check_result(const json_t *root, const struct error *error)
{
	struct error read_error = {0};
	struct result *result;
	char *text = NULL;
	size_t size = 0;
	FILE *file;

	if (!root) {
		fuzz_check_error(error);
		return;
	}
	file = open_memstream(&text, &size);
	FUZZ_REQUIRE(file && !store_print(root, file));
	fclose(file);
	result = result_load(fuzz_file(1, text, size), &read_error);
	FUZZ_REQUIRE_NO_ERROR(result, &read_error);
	result_free(result);
	free(text);
}
