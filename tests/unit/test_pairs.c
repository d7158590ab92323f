// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the cells in which the hunt runs: each pair of values is in one. */
#include "unit.h"

#include "guest/pairs.h"
#include "common/modes.h"

#define SAMPLES 1000 /* random cells for each mode */

static uint64_t state = 1;

static size_t below(size_t limit)
{
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	return (state * 2685821657736338717ULL >> 32) % limit;
}

/* @values: of each factor. */
static void choose(const size_t *values, struct pairs_row *row)
{
	for (size_t i = 0; i < PAIRS_FACTORS; i++)
		row->value[i] = values[i] ? below(values[i]) : PAIRS_NONE;
}

static void rows_are_accepted(void **unused)
{
	const struct mode_info *mode;
	struct pairs_row rows[PAIRS_CELLS_MAX];
	struct cell cell;

	(void)unused;
	for (size_t i = 0; (mode = mode_at(i)); i++) {
		size_t count = pairs_make(mode, rows);

		if (!mode_has_callback(mode))
			continue;
		print_message("# %s: %zu cells\n", mode->name, count);
		assert_in_range(count, 2, PAIRS_CELLS_MAX - 1);
		for (size_t row = 0; row < count; row++)
			if (!pairs_cell(mode, &rows[row], &cell))
				fail_msg("%s: cell %zu is refused", mode->name,
					 row);
	}
}

/* Cells at random find pairs without the rules by which rows are made. */
static void all_accepted_pairs_are_there(void **unused)
{
	const struct mode_info *mode;
	struct pairs_row rows[PAIRS_CELLS_MAX], row;
	struct cell cell;

	(void)unused;
	for (size_t i = 0; (mode = mode_at(i)); i++) {
		size_t count = pairs_make(mode, rows), accepted = 0;
		size_t values[PAIRS_FACTORS];

		for (size_t f = 0; f < PAIRS_FACTORS; f++)
			values[f] = pairs_values(mode, f);

		for (size_t n = 0; mode_has_callback(mode) && n < SAMPLES;
		     n++) {
			choose(values, &row);
			if (!pairs_cell(mode, &row, &cell))
				continue;
			accepted++;
			if (!pairs_cover(rows, count, &row))
				fail_msg("%s: a pair is missing", mode->name);
		}
		/* A mode that refuses most policies has few cells. */
		assert_true(accepted > 10 || count < 10);
	}
}

/* Were it not so, the test above would not see that one is missing. */
static void no_row_is_in_vain(void **unused)
{
	const struct mode_info *mode = mode_find("chunked");
	struct pairs_row rows[PAIRS_CELLS_MAX];
	size_t count = pairs_make(mode, rows);

	(void)unused;
	/* The last row brought a pair that no row before it has. */
	assert_false(pairs_cover(rows, count - 1, &rows[count - 1]));
	assert_true(pairs_cover(rows, count, &rows[count - 1]));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_accepted),
		cmocka_unit_test(all_accepted_pairs_are_there),
		cmocka_unit_test(no_row_is_in_vain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
