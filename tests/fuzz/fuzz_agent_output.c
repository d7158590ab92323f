// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzzer of the output of the agent in a guest, line by line. Whatever the
 * agent writes, a result that is made of it must be readable.
 */
#include <string.h>

#include "fuzz.h"
#include "fuzz_run.h"
#include "run/agent_output.h"
#include "run/record.h"

/* Take the lines of each batch; a line "batch" starts the next one. */
static void take_lines(struct agent_output *const *outputs, size_t count,
		       const char *text, size_t size)
{
	const char *end = text + size;
	size_t batch = 0;

	while (text < end && batch < count) {
		const char *newline = memchr(text, '\n', (size_t)(end - text));
		size_t length = (size_t)((newline ? newline : end) - text);
		struct error error = {0};
		size_t id = SIZE_MAX;

		if (length == 5 && memcmp(text, "batch", 5) == 0)
			batch++;
		else if (agent_output_line(outputs[batch], text, length, &id,
					   &error) == AGENT_LINE_BAD)
			fuzz_check_error(&error);
		text += length + 1;
	}
}

static void record(const struct fuzz_run *run,
		   struct agent_output *const *outputs)
{
	struct error error = {0};
	struct record_environment environment = {
		.venue = "icount",
		.unit = "vns",
		.machine = json_pack("{s:s}", "qemu", "QEMU"),
		.build = json_pack("{s:s}", "mnbench", "0"),
		.host = json_object(),
		.config_sha256 = "0",
	};
	json_t *root =
		record_result(run->plan, run->batches,
			      (const struct agent_output *const *)outputs,
			      &environment, &error);

	fuzz_run_check_result(root, &error);
	json_decref(root);
	json_decref(environment.machine);
	json_decref(environment.build);
	json_decref(environment.host);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct fuzz_run *run = fuzz_run();
	struct agent_output *outputs[FUZZ_BATCHES];

	for (size_t i = 0; i < FUZZ_BATCHES; i++) {
		outputs[i] = agent_output_new(run->plan, run->batches, i);
		FUZZ_REQUIRE(outputs[i]);
	}
	take_lines(outputs, FUZZ_BATCHES, (const char *)data, size);
	FUZZ_REQUIRE(agent_output_equal(outputs[0], outputs[0]));
	record(run, outputs);
	for (size_t i = 0; i < FUZZ_BATCHES; i++)
		agent_output_free(outputs[i]);
	return 0;
}
