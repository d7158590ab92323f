// SPDX-License-Identifier: GPL-2.0-only
/* Tests of shards: each batch is in exactly one of them. */
#include "unit.h"

#include "run/shard.h"

static struct error error;

static void each_batch_is_in_one_shard(void **state)
{
	const struct batches batches = {.count = 7};
	size_t measured[7] = {0};

	(void)state;
	for (size_t index = 1; index <= 3; index++) {
		const struct shard shard = {index, 3};
		bool *skip = shard_skip(&shard, &batches, NULL, &error);

		assert_non_null(skip);
		for (size_t i = 0; i < 7; i++)
			measured[i] += !skip[i];
		free(skip);
	}
	for (size_t i = 0; i < 7; i++)
		assert_int_equal(measured[i], 1);
}

static void the_whole_run_leaves_out_done_batches(void **state)
{
	const struct batches batches = {.count = 3};
	const struct shard whole = {0, 0};
	const bool done[3] = {false, true, false};
	bool *skip = shard_skip(&whole, &batches, done, &error);

	(void)state;
	assert_non_null(skip);
	assert_false(skip[0]);
	assert_true(skip[1]);
	assert_false(skip[2]);
	free(skip);
}

static void no_shard_is_empty(void **state)
{
	const struct batches batches = {.count = 3};
	const struct shard shard = {1, 4};

	(void)state;
	assert_null(shard_skip(&shard, &batches, NULL, &error));
	assert_contains(error_text(&error),
			"cannot be cut into 4 shards; allowed: 1 to 3,");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_batch_is_in_one_shard),
		cmocka_unit_test(the_whole_run_leaves_out_done_batches),
		cmocka_unit_test(no_shard_is_empty),
	};

	return cmocka_run_group_tests_name("shard", tests, NULL, NULL);
}
