// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzzer of partial results: the header is compared with that of a run of one
 * plan, and the batches are put together to a result, which must be readable.
 */
#include <stdlib.h>

#include "fuzz.h"
#include "fuzz_run.h"
#include "result/partial.h"
#include "run/collection.h"
#include "run/partial_header.h"

static int skip(void *user, const json_t *batch, struct error *error)
{
	(void)user;
	(void)batch;
	(void)error;
	return 0;
}

static struct collection *new_collection(const struct fuzz_run *run)
{
	json_t *build = json_pack("{s:s}", "mnbench", "0");
	struct collection *c = collection_new(run->plan, run->batches,
					      venue_find("icount"), build, "0");

	json_decref(build);
	FUZZ_REQUIRE(c);
	return c;
}

static void take_batches(const char *path, struct collection *c)
{
	struct error error = {0};
	json_t *header = partial_read(path, collection_take_line, c, &error);

	if (!header)
		fuzz_check_error(&error);
	else
		partial_headers_differ(header, c->header);
	json_decref(header);
	if (header && c->done_count == c->batches->count) {
		json_t *root = collection_result(c, 0, 0, &error);

		fuzz_run_check_result(root, &error);
		json_decref(root);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct fuzz_run *run = fuzz_run();
	const char *path = fuzz_file(0, data, size);
	struct error error = {0};
	json_t *header = partial_read(path, skip, NULL, &error);
	struct collection *c;

	if (!header) {
		fuzz_check_error(&error);
		return 0;
	}
	json_decref(header);
	c = new_collection(run);
	take_batches(path, c);
	collection_free(c);
	return 0;
}
