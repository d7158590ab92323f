// SPDX-License-Identifier: GPL-2.0-only
/* Finding the words of a figure. */
#include "report/figure_words.h"

#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/numbers.h"

const char *column_words(const struct column *column)
{
	static const char *const words[][2] = {
		{"over_none_pct",
		 "cost of one operation over none, in percent"},
		{"over_none", "cost of one operation over none"},
		{"over_none_per_page", "cost of one page over none"},
		{"p50", "median time"},
		{"p99", "99th percentile"},
		{"max", "longest time"},
		{"spurious_per_op", "spurious callbacks of one operation"},
		{"callbacks_per_op", "callbacks of one operation"},
		{"invalidations_per_op", "invalidations of one operation"},
		{"collisions_per_op", "collisions of one fault"},
		{"map_per_page", "cost of one page"},
		{"bytes", "memory that the mode holds"},
		{"fill", "time to map the region"},
		{"chunks_peak", "number of chunks"},
		{"runs", "runs of pages in the device region"},
		{"device_ns", "latency of one invalidation"},
		{"chunk_size", "size of a chunk"},
		{"pages", "pages"},
		{"vmas", "further VMAs of the process"},
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (!strcmp(words[i][0], column->name))
			return words[i][1];
	return column->name;
}

enum svg_form column_form(const struct column *column)
{
	static const char *const times[] = {
		"over_none",    "min",           "p50",
		"mean",         "p99",           "max",
		"attach",       "first_map",     "fill",
		"detach",       "again",         "per_page",
		"map_per_page", "p50_per_chunk", "over_none_per_page",
	};

	if (column->key)
		return column->key->kind == CELL_TIME   ? SVG_TIME
		       : column->key->kind == CELL_SIZE ? SVG_BYTES
							: SVG_PLAIN;
	if (!strcmp(column->name, "over_none_pct"))
		return SVG_PERCENT;
	if (!strncmp(column->name, "bytes", 5))
		return SVG_BYTES;
	for (size_t i = 0; i < sizeof(times) / sizeof(times[0]); i++)
		if (!strcmp(times[i], column->name))
			return SVG_TIME;
	return SVG_PLAIN;
}

void value_text(double number, enum svg_form form, char text[SHORT_TEXT_MAX])
{
	if (form == SVG_PERCENT)
		percent_text(number, text);
	else if (form == SVG_TIME)
		time_text(number, text);
	else
		format_rate(number, text, SHORT_TEXT_MAX);
}

char *key_words(const char *key, const char *value)
{
	if (!strcmp(key, "placement"))
		return must_printf(
			"%s", !strcmp(value, "far") ? "far from device pages"
			      : !strcmp(value, "overlap")
				      ? "on device pages"
				      : "beside device pages, in their chunk");
	if (!strcmp(key, "device_ns"))
		return must_printf("device %s%s", value,
				   strcmp(value, "0") ? "" : " ns");
	if (!strcmp(key, "workload") || !strcmp(key, "mode") ||
	    !strcmp(key, "timed"))
		return must_printf("%s", value);
	return must_printf("%s %s", key, value);
}

char *panel_title(const struct layout *layout, size_t row, size_t column)
{
	char *first = layout->row.count
			      ? key_words(layout->row.column.name,
					  layout_panel_text(&layout->row, row))
			      : must_printf("%s", "");
	char *second =
		layout->column.count
			? key_words(layout->column.column.name,
				    layout_panel_text(&layout->column, column))
			: must_printf("%s", "");
	char *title = must_printf("%s%s%s", second,
				  *first && *second ? ", " : "", first);

	free(first);
	free(second);
	return title;
}
