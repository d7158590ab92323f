// SPDX-License-Identifier: GPL-2.0-only
/* Formatting the values of cells. */
#include "report/cell_values.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "print/numbers.h"
#include "print/timed_text.h"

#define RATE(field)                                                      \
	static void write_##field(const struct result_cell *cell,        \
				  const struct cell_interval *intervals, \
				  char text[KNOWN_TEXT_MAX])             \
	{                                                                \
		(void)intervals;                                         \
		format_rate(cell->stats.field, text, KNOWN_TEXT_MAX);    \
	}

static void write_stopped(const struct result_cell *cell,
			  const struct cell_interval *intervals,
			  char text[KNOWN_TEXT_MAX])
{
	(void)intervals;
	format_units(cell->stats.stopped_per_op, false, text, KNOWN_TEXT_MAX);
}

RATE(callbacks_per_op)
RATE(spurious_per_op)
RATE(invalidations_per_op)

static const struct cell_value operation[] = {
	{.name = "none",
	 .meaning = "the same operation without a device",
	 .is_time = true,
	 .write = known_none},
	{.name = "median", .is_time = true, .write = known_time},
	{.name = "cost",
	 .meaning = "what the mode adds to none",
	 .is_time = true,
	 .write = known_cost},
	{.name = "cost in %", .is_time = true, .write = known_percent},
	{.name = "callbacks",
	 .meaning = "of the subscription, for each operation",
	 .write = write_callbacks_per_op},
	{.name = "spurious",
	 .meaning = "callbacks whose range holds no device page",
	 .write = write_spurious_per_op},
	{.name = "invalidations",
	 .meaning = "sent to the device, for each operation",
	 .write = write_invalidations_per_op},
};

#define OPERATION_VALUES (sizeof(operation) / sizeof(operation[0]))

static bool has_value(const struct cell_values *values, const char *name)
{
	for (size_t i = 0; i < values->count; i++)
		if (!strcmp(values->at[i].name, name))
			return true;
	return false;
}

static void add_timed(struct cell_values *values,
		      const struct value_column *column)
{
	if (values->count == CELL_VALUES_MAX || has_value(values, column->name))
		return;
	values->at[values->count++] = (struct cell_value){
		.name = column->name,
		.meaning = column->meaning,
		.is_time = column->form == FORM_UNITS,
		.timed = column,
	};
}

static bool has_perf(const struct page *page, uint64_t timed, size_t counter)
{
	for (size_t r = 0; r < page->count; r++) {
		const struct result *run = page->sections[r].run;

		for (size_t i = 0; i < run->count; i++)
			if (run->cells[i].cell.timed == timed &&
			    run->cells[i].stats.perf[counter] > 0)
				return true;
	}
	return false;
}

/* A device that was never stopped needs no column that says so. */
static bool has_stops(const struct page *page)
{
	for (size_t r = 0; r < page->count; r++) {
		const struct result *run = page->sections[r].run;

		for (size_t i = 0; i < run->count; i++)
			if (run->cells[i].cell.timed == TIMED_OPERATION &&
			    run->cells[i].stats.stopped_per_op > 0)
				return true;
	}
	return false;
}

static void add_perf(struct cell_values *values, const struct page *page,
		     uint64_t timed)
{
	for (size_t i = 0; i < PERF_COUNTER_COUNT; i++)
		if (values->count < CELL_VALUES_MAX && has_perf(page, timed, i))
			values->at[values->count++] = (struct cell_value){
				.name = perf_counters[i].title,
				.meaning = perf_counters[i].meaning,
				.perf = &perf_counters[i],
			};
}

static void write_perf(const struct result_cell *cell,
		       const struct perf_counter_info *counter, char *text)
{
	double number = cell->stats.perf[counter - perf_counters];

	if (isnan(number))
		snprintf(text, KNOWN_TEXT_MAX, "\u2013");
	else
		format_rate(number, text, KNOWN_TEXT_MAX);
}

void cell_values_make(struct cell_values *values, const struct page *page,
		      uint64_t timed)
{
	values->count = 0;
	if (timed == TIMED_OPERATION) {
		memcpy(values->at, operation, sizeof(operation));
		values->count = OPERATION_VALUES;
		if (has_stops(page))
			values->at[values->count++] = (struct cell_value){
				.name = "stopped",
				.meaning = "time in which the device worked on "
					   "invalidations, for each operation",
				.write = write_stopped,
			};
		add_perf(values, page, timed);
		return;
	}
	for (size_t r = 0; r < page->count; r++) {
		struct timed_columns kind;
		struct view view;

		view_make(&view, page->sections[r].run, timed);
		timed_columns_make(&kind, &view);
		for (size_t i = 0; i < kind.count; i++)
			add_timed(values, kind.values[i]);
		view_free(&view);
	}
	add_perf(values, page, timed);
}

void cell_value_text(const struct result_cell *cell,
		     const struct cell_interval *intervals,
		     const struct cell_value *value, char text[KNOWN_TEXT_MAX])
{
	char plain[KNOWN_TEXT_MAX];

	if (value->perf) {
		write_perf(cell, value->perf, text);
		return;
	}
	if (!value->timed) {
		value->write(cell, intervals, text);
		return;
	}
	timed_text(cell, intervals, value->timed, plain, sizeof(plain));
	if (strcmp(plain, "-") != 0)
		typeset(plain, text);
	else
		snprintf(text, KNOWN_TEXT_MAX, "\u2013");
}
