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
		assert_true(accepted > 10 || count < 15);
	}
}

/* The keys that have words as values. */
static const char *const keys[] = {
	"nonblock", "lock_scope", "filter",  "sequence",   "lock",
	"wait_in",  "wait",       "removal", "fault_wait", "dying",
};

#define KEYS (sizeof(keys) / sizeof(keys[0]))

/* The cell of a mode with two values of keys. False if it is refused. */
static bool cell_with(const struct mode_info *mode,
		      const struct cell_key *const pair[2],
		      const char *const values[2], struct cell *cell)
{
	struct error error = {0};

	cell_init(cell);
	snprintf(cell->workload, sizeof(cell->workload), "munmap");
	snprintf(cell->mode, sizeof(cell->mode), "%s", mode->name);
	for (size_t i = 0; i < 2; i++) {
		if (!cell_key_applies_in(mode, pair[i]))
			return false;
		assert_false(cell_set(cell, pair[i], values[i], &error));
	}
	return !cell_settle(cell, &error);
}

static void expect_together(const struct mode_info *mode,
			    const struct cell *cells, size_t count,
			    const struct cell_key *const pair[2],
			    const char *const values[2])
{
	struct cell cell;

	if (!cell_with(mode, pair, values, &cell))
		return;
	for (size_t i = 0; i < count; i++)
		if (cell_number(&cells[i], pair[0]) ==
			    cell_number(&cell, pair[0]) &&
		    cell_number(&cells[i], pair[1]) ==
			    cell_number(&cell, pair[1]))
			return;
	fail_msg("%s: no cell has %s=%s %s=%s", mode->name, pair[0]->name,
		 values[0], pair[1]->name, values[1]);
}

/* What two keys accept, whatever the table of pairs.c has. */
static void expect_pair(const struct mode_info *mode, const struct cell *cells,
			size_t count, const struct cell_key *const pair[2])
{
	for (size_t v = 0; pair[0]->choices[v]; v++) {
		for (size_t w = 0; pair[1]->choices[w]; w++) {
			const char *values[] = {pair[0]->choices[v],
						pair[1]->choices[w]};

			expect_together(mode, cells, count, pair, values);
		}
	}
}

static void values_of_two_keys_are_together(void **unused)
{
	const struct mode_info *mode;
	struct pairs_row rows[PAIRS_CELLS_MAX];
	struct cell cells[PAIRS_CELLS_MAX];

	(void)unused;
	for (size_t i = 0; (mode = mode_at(i)); i++) {
		size_t count = pairs_make(mode, rows);

		if (!mode_has_callback(mode))
			continue;
		for (size_t n = 0; n < count; n++)
			assert_true(pairs_cell(mode, &rows[n], &cells[n]));
		for (size_t k = 0; k < KEYS; k++) {
			for (size_t l = 0; l < k; l++) {
				const struct cell_key *pair[] = {
					cell_key_find(keys[k]),
					cell_key_find(keys[l]),
				};

				expect_pair(mode, cells, count, pair);
			}
		}
	}
}

/* The first cell is that of a plan that sets no key. */
static void first_cell_has_the_defaults(void **unused)
{
	const struct mode_info *mode;
	struct pairs_row rows[PAIRS_CELLS_MAX];
	struct cell cell, first;
	struct error error = {0};

	(void)unused;
	for (size_t i = 0; (mode = mode_at(i)); i++) {
		if (!mode_has_callback(mode))
			continue;
		pairs_make(mode, rows);
		assert_true(pairs_cell(mode, &rows[0], &first));
		cell_init(&cell);
		snprintf(cell.workload, sizeof(cell.workload), "munmap");
		snprintf(cell.mode, sizeof(cell.mode), "%s", mode->name);
		assert_false(cell_settle(&cell, &error));
		for (size_t k = 0; k < KEYS; k++) {
			const struct cell_key *key = cell_key_find(keys[k]);

			assert_int_equal(cell_number(&first, key),
					 cell_number(&cell, key));
		}
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
		cmocka_unit_test(values_of_two_keys_are_together),
		cmocka_unit_test(first_cell_has_the_defaults),
		cmocka_unit_test(no_row_is_in_vain),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
