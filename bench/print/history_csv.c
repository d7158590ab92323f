// SPDX-License-Identifier: GPL-2.0-only
/* A history as CSV. */
#include "print/history_csv.h"

#include <jansson.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "print/text.h"

/* "munmap.global.far.device_ns=5us" */
static void print_column(const struct cell_history *cell, FILE *to)
{
	char text[256];

	cell_describe(&cell->cell->cell, text, sizeof(text));
	for (char *at = text; *at; at++)
		if (*at == ' ')
			*at = '.';
	print_text(to, ",%s", text);
}

static bool in_all_runs(const struct history *h,
			const struct cell_history *cell)
{
	for (size_t r = 0; r < h->run_count; r++)
		if (isnan(cell->value[r]))
			return false;
	return true;
}

size_t history_csv(const struct history *h, FILE *to)
{
	size_t left_out = 0;

	fputs("time,run,kernel", to);
	for (size_t i = 0; i < h->count; i++) {
		if (in_all_runs(h, &h->cells[i]))
			print_column(&h->cells[i], to);
		else
			left_out++;
	}
	fputc('\n', to);
	for (size_t r = 0; r < h->run_count; r++) {
		const struct result *run = h->runs[r].run;
		const char *started = json_string_value(json_object_get(
			json_object_get(run->root, "host"), "started"));
		const char *slash = strrchr(run->path, '/');

		print_text(to, "%s,%s,%s", started ? started : "",
			   slash ? slash + 1 : run->path, run->kernel);
		for (size_t i = 0; i < h->count; i++)
			if (in_all_runs(h, &h->cells[i]))
				fprintf(to, ",%.17g", h->cells[i].value[r]);
		fputc('\n', to);
	}
	return left_out;
}
