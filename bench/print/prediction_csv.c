// SPDX-License-Identifier: GPL-2.0-only
/* Writing a prediction as CSV. */
#include "print/prediction_csv.h"

#include <math.h>

#include "print/prediction.h"
#include "print/text.h"

static void write_number(double value, FILE *to)
{
	fputc(',', to);
	if (!isnan(value))
		fprintf(to, "%.10g", value);
}

static void write_perf(const struct predicted_cell *c, FILE *to)
{
	for (size_t i = 0; i < PERF_SUMS; i++)
		write_number(perf_added(&c->perf, i), to);
}

void prediction_csv(const struct prediction *p, FILE *to)
{
	const struct row_keys keys = prediction_keys(p);

	fputs("cell,mode,instructions,ns,low,high,predicted,off,left_out,"
	      "none_instructions,none_ns",
	      to);
	for (size_t i = 0; i < PERF_SUMS; i++)
		fprintf(to, ",added_%s", perf_sum_names[i]);
	fputc('\n', to);
	for (size_t i = 0; i < p->count; i++) {
		const struct predicted_cell *c = &p->cells[i];
		char place[256];

		row_place(&keys, &c->cell, place, sizeof(place));
		print_text(to, "%s,%s", place, c->cell.mode);
		write_number(c->instructions, to);
		write_number(c->time, to);
		write_number(c->low, to);
		write_number(c->high, to);
		write_number(c->predicted, to);
		fprintf(to, ",%s,%s", c->off ? "off" : "",
			c->left_out ? left_out_name(c->left_out) : "");
		write_number(c->none_instructions, to);
		write_number(c->none_time, to);
		write_perf(c, to);
		fputc('\n', to);
	}
}
