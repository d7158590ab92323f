// SPDX-License-Identifier: GPL-2.0-only
/* Making the section of each run: its name and its figures. */
#include "report/sections.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "lib/memory.h"
#include "plan/venue.h"

/* The name is used in the names of files and in ids of the page. */
static char *section_name(const struct result *run, size_t number, bool only)
{
	char *name = only ? must_printf("%s", run->plan)
			  : must_printf("%zu-%s", number, run->plan);

	for (char *at = name; *at; at++)
		if (!isalnum((unsigned char)*at))
			*at = '-';
	return name;
}

/* @prefix: of the names of the figures. */
static struct figures *make_figures(const struct result *run,
				    const struct plots *plots,
				    const char *prefix)
{
	struct figures *figures = must_alloc(plots->count, sizeof(*figures));

	for (size_t i = 0; i < plots->count; i++)
		figures_make(&figures[i], &plots->at[i], run, prefix);
	return figures;
}

/* Let figures show the intervals of the cells. */
static void note_intervals(struct result *run,
			   const struct cell_interval *intervals)
{
	for (size_t i = 0; intervals && i < run->count; i++) {
		struct cell_stats *stats = &run->cells[i].stats;

		stats->time = intervals[i].time.value;
		stats->time_low = intervals[i].time.low;
		stats->time_high = intervals[i].time.high;
		stats->cost = intervals[i].cost.value;
		stats->cost_low = intervals[i].cost.low;
		stats->cost_high = intervals[i].cost.high;
	}
}

static struct section make_section(struct result *run, size_t number, bool only,
				   const struct plots *plots)
{
	char *name = section_name(run, number, only);
	char *prefix = only ? must_printf("%s", "") : must_printf("%s-", name);
	const struct venue *venue = venue_find(run->venue);
	struct section section = {
		.run = run,
		.intervals =
			venue && venue->timed ? cell_intervals_make(run) : NULL,
		.name = name,
	};

	note_intervals(run, section.intervals);
	section.figures = make_figures(run, plots, prefix);
	free(prefix);
	if (!only && number <= 26)
		section.mark[0] = (char)('A' + number - 1);
	else if (!only)
		snprintf(section.mark, sizeof(section.mark), "%zu",
			 number % 1000);
	return section;
}

struct section *sections_make(struct result *const *runs, size_t count,
			      const struct plots *plots)
{
	struct section *sections = must_alloc(count, sizeof(*sections));

	for (size_t i = 0; i < count; i++)
		sections[i] = make_section(runs[i], i + 1, count == 1, plots);
	return sections;
}

void sections_free(struct section *sections, size_t count,
		   const struct plots *plots)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t j = 0; j < plots->count; j++)
			figures_free(&sections[i].figures[j]);
		free(sections[i].figures);
		free(sections[i].intervals);
		free(sections[i].name);
	}
	free(sections);
}
