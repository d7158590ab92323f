// SPDX-License-Identifier: GPL-2.0-only
/* The columns that plots can name, and their values in the cells of a run. */
#include "report/cell_columns.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/presets.h"
#include "common/text.h"
#include "lib/memory.h"

#define STAT(field)                                                \
	static double stat_##field(const struct cell_stats *stats) \
	{                                                          \
		return (double)stats->field;                       \
	}

STAT(ops)
STAT(min)
STAT(p50)
STAT(mean)
STAT(p99)
STAT(max)
STAT(over_none)
STAT(over_none_pct)
STAT(over_none_per_page)
STAT(callbacks_per_op)
STAT(spurious_per_op)
STAT(invalidations_per_op)
STAT(faults_per_op)
STAT(collisions_per_op)
STAT(gave_up_per_op)
STAT(attach)
STAT(first_map)
STAT(fill)
STAT(detach)
STAT(chunks_now)
STAT(chunks_peak)
STAT(bytes)
STAT(runs)
STAT(bytes_per_chunk)
STAT(p50_per_chunk)
STAT(again)
STAT(per_page)
STAT(map_per_page)
STAT(operation)
STAT(refault)
STAT(stopped_per_op)
STAT(time)
STAT(time_low)
STAT(time_high)
STAT(cost)
STAT(cost_low)
STAT(cost_high)

#define PERF(field, counter)                                                \
	static double stat_##field##_per_op(const struct cell_stats *stats) \
	{                                                                   \
		return stats->perf[PERF_COUNTER_##counter];                 \
	}

PERF(instructions, INSTRUCTIONS)
PERF(cycles, CYCLES)
PERF(cache_misses, CACHE_MISSES)
PERF(dtlb_misses, DTLB_MISSES)
PERF(ipis, IPIS)
PERF(context_switches, CONTEXT_SWITCHES)

static const struct {
	const char *name;
	double (*stat)(const struct cell_stats *stats);
} stat_table[] = {
	{"ops", stat_ops},
	{"min", stat_min},
	{"p50", stat_p50},
	{"mean", stat_mean},
	{"p99", stat_p99},
	{"max", stat_max},
	{"over_none", stat_over_none},
	{"over_none_pct", stat_over_none_pct},
	{"over_none_per_page", stat_over_none_per_page},
	{"callbacks_per_op", stat_callbacks_per_op},
	{"spurious_per_op", stat_spurious_per_op},
	{"invalidations_per_op", stat_invalidations_per_op},
	{"faults_per_op", stat_faults_per_op},
	{"collisions_per_op", stat_collisions_per_op},
	{"gave_up_per_op", stat_gave_up_per_op},
	{"attach", stat_attach},
	{"first_map", stat_first_map},
	{"fill", stat_fill},
	{"detach", stat_detach},
	{"chunks_now", stat_chunks_now},
	{"chunks_peak", stat_chunks_peak},
	{"bytes", stat_bytes},
	{"runs", stat_runs},
	{"bytes_per_chunk", stat_bytes_per_chunk},
	{"p50_per_chunk", stat_p50_per_chunk},
	{"again", stat_again},
	{"per_page", stat_per_page},
	{"map_per_page", stat_map_per_page},
	{"operation", stat_operation},
	{"refault", stat_refault},
	{"stopped_per_op", stat_stopped_per_op},
	{"time", stat_time},
	{"time_low", stat_time_low},
	{"time_high", stat_time_high},
	{"cost", stat_cost},
	{"cost_low", stat_cost_low},
	{"cost_high", stat_cost_high},
	{"instructions_per_op", stat_instructions_per_op},
	{"cycles_per_op", stat_cycles_per_op},
	{"cache_misses_per_op", stat_cache_misses_per_op},
	{"dtlb_misses_per_op", stat_dtlb_misses_per_op},
	{"ipis_per_op", stat_ipis_per_op},
	{"context_switches_per_op", stat_context_switches_per_op},
};

#define STAT_COUNT (sizeof(stat_table) / sizeof(stat_table[0]))

bool column_at(struct column *column, size_t index)
{
	size_t keys = 0;

	while (cell_keys[keys].name)
		keys++;
	if (index < keys) {
		*column = (struct column){.name = cell_keys[index].name,
					  .key = &cell_keys[index]};
		return true;
	}
	index -= keys;
	if (index == STAT_COUNT)
		*column = (struct column){.name = "preset"};
	else if (index < STAT_COUNT)
		*column = (struct column){.name = stat_table[index].name,
					  .stat = stat_table[index].stat};
	return index <= STAT_COUNT;
}

bool column_find(struct column *column, const char *name)
{
	for (size_t i = 0; column_at(column, i); i++)
		if (!strcmp(column->name, name))
			return true;
	return false;
}

void column_statistics(char *buffer, size_t size)
{
	struct text text;

	text_begin(&text, buffer, size);
	text_append(&text, "preset");
	for (size_t i = 0; i < STAT_COUNT; i++)
		text_append(&text, ", %s", stat_table[i].name);
}

static const char *cell_name(const struct result *run, size_t cell,
			     const struct cell_key *key)
{
	return (const char *)&run->cells[cell].cell + key->offset;
}

/*
 * A name has the number of the first cell with it, in the order of the plan.
 * Each preset is a mode of its own.
 */
static double name_number(const struct result *run, size_t cell,
			  const struct cell_key *key)
{
	const char *name = cell_name(run, cell, key);
	bool mode = !strcmp(key->name, "mode");
	size_t first = 0;

	if (mode && !strcmp(name, "none"))
		return -1;
	while (strcmp(cell_name(run, first, key), name) ||
	       (mode && run->cells[first].preset != run->cells[cell].preset))
		first++;
	return (double)first;
}

/* Whether a key belongs to the preset of a cell, as others to a mode. */
static bool is_of_preset(const struct result *run, size_t cell,
			 const struct cell_key *key)
{
	const struct preset *preset = run->cells[cell].preset;

	return preset && strcmp(key->name, "mode") &&
	       preset_value(preset, key->name);
}

static double preset_number(const struct preset *preset)
{
	size_t number = 0;

	while (preset && preset_at(number) != preset)
		number++;
	return preset ? (double)number : NAN;
}

double column_number(const struct result *run, size_t cell,
		     const struct column *column)
{
	if (!column->key && !column->stat)
		return preset_number(run->cells[cell].preset);
	if (column->stat)
		return column->stat(&run->cells[cell].stats);
	if (is_of_preset(run, cell, column->key))
		return 0;
	if (column->key->kind == CELL_NAME)
		return name_number(run, cell, column->key);
	return (double)cell_number(&run->cells[cell].cell, column->key);
}

void column_text(const struct result *run, size_t cell,
		 const struct column *column, char *text, size_t size)
{
	const struct preset *preset =
		column->key && !strcmp(column->key->name, "mode")
			? run->cells[cell].preset
			: NULL;
	char value[CELL_SET_TEXT_MAX];
	double number;

	if (column->key) {
		cell_format(&run->cells[cell].cell, column->key, value,
			    sizeof(value));
		snprintf(text, size, "%s%s%s", value, preset ? " " : "",
			 preset ? preset->name : "");
		return;
	}
	if (!column->stat) {
		preset = run->cells[cell].preset;
		snprintf(text, size, "%s", preset ? preset->name : "");
		return;
	}
	number = column->stat(&run->cells[cell].stats);
	if (isnan(number))
		snprintf(text, size, "%s", "");
	else
		snprintf(text, size, "%.10g", number);
}

bool column_applies(const struct result *run, size_t cell,
		    const struct column *column)
{
	const struct cell_key *key = column->key;

	/* A mode without chunks may hold one interval, which is not a chunk. */
	if (column->stat == stat_chunks_peak || column->stat == stat_chunks_now)
		key = cell_key_find("chunk_size");
	if (!key)
		return true;
	if (column->key && is_of_preset(run, cell, key))
		return false;
	return cell_key_applies(&run->cells[cell].cell, key);
}

/* The first of some cells with the same mode, or of the same preset. */
static size_t first_of_mode(const struct result *run, const size_t *cells,
			    size_t cell)
{
	size_t first = 0;

	while (run->cells[cells[first]].preset != run->cells[cell].preset ||
	       strcmp(run->cells[cells[first]].cell.mode,
		      run->cells[cell].cell.mode))
		first++;
	return cells[first];
}

bool column_varies(const struct result *run, const size_t *cells, size_t count,
		   const struct column *column)
{
	for (size_t i = 0; i < count; i++) {
		size_t first = first_of_mode(run, cells, cells[i]);

		if (column_number(run, cells[i], column) !=
		    column_number(run, first, column))
			return true;
	}
	return false;
}

static int axis_compare(const void *a, const void *b)
{
	double x = ((const struct axis_value *)a)->number;
	double y = ((const struct axis_value *)b)->number;

	return (x > y) - (x < y);
}

static void axis_add(struct axis *axis, const struct result *run, size_t cell)
{
	double number = column_number(run, cell, &axis->column);
	struct axis_value *value;

	if (isnan(number))
		return;
	for (size_t i = 0; i < axis->count; i++)
		if (axis->values[i].number == number)
			return;
	value = &axis->values[axis->count++];
	value->number = number;
	column_text(run, cell, &axis->column, value->text, sizeof(value->text));
}

void axis_collect(struct axis *axis, const struct result *run,
		  const size_t *cells, size_t count)
{
	axis->count = 0;
	axis->values = must_alloc(count, sizeof(*axis->values));
	for (size_t i = 0; i < count; i++)
		if (column_applies(run, cells[i], &axis->column))
			axis_add(axis, run, cells[i]);
	if (!axis->count)
		for (size_t i = 0; i < count; i++)
			axis_add(axis, run, cells[i]);
	qsort(axis->values, axis->count, sizeof(*axis->values), axis_compare);
}

void axis_free(struct axis *axis)
{
	free(axis->values);
	axis->values = NULL;
	axis->count = 0;
}
