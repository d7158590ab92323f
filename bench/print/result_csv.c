// SPDX-License-Identifier: GPL-2.0-only
/*
 * A result as CSV. The first columns are fixed. The other keys and statistics
 * follow, and columns that are added later come last, so that programs keep
 * working. A number that does not exist (no baseline, the cost of a failed
 * cell) is empty.
 */
#include "print/result_csv.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/text.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* The keys of the fixed columns. */
static const char *const first_keys[] = {"workload",  "mode",      "chunk_size",
					 "device_ns", "placement", "threads",
					 "ops"};

static bool is_first(const struct cell_key *key)
{
	for (size_t i = 0; i < COUNT(first_keys); i++)
		if (strcmp(first_keys[i], key->name) == 0)
			return true;
	return false;
}

static void print_header(FILE *to)
{
	for (size_t i = 0; i < COUNT(first_keys); i++)
		fprintf(to, "%s,", first_keys[i]);
	fputs("unit,min,p50,mean,p99,max,over_none,over_none_pct,"
	      "callbacks_per_op,spurious_per_op,invalidations_per_op",
	      to);
	for (const struct cell_key *key = cell_keys; key->name; key++)
		if (!is_first(key))
			fprintf(to, ",%s", key->name);
	fputs(",samples,measured,attach,fill,detach,chunks_peak,bytes,failed,"
	      "faults_per_op,collisions_per_op,gave_up_per_op,again,per_page,"
	      "map_per_page,first_map,chunks_now,bytes_per_chunk,runs",
	      to);
	for (size_t i = 0; i < PERF_COUNTER_COUNT; i++)
		fprintf(to, ",%s_per_op", perf_counters[i].name);
	fputs(",operation,refault,stopped_per_op,over_none_per_page", to);
	fputc('\n', to);
}

/* Names and choices as words, other keys as plain numbers. */
static void print_key(const struct cell *cell, const struct cell_key *key,
		      FILE *to)
{
	char text[CELL_SET_TEXT_MAX];

	if (key->kind == CELL_NAME || key->kind == CELL_CHOICE ||
	    key->kind == CELL_SET) {
		cell_format(cell, key, text, sizeof(text));
		print_text(to, "%s", text);
	} else {
		fprintf(to, "%" PRIu64, cell_number(cell, key));
	}
}

static void print_numbers(const double *values, size_t count, FILE *to)
{
	for (size_t i = 0; i < count; i++) {
		fputc(',', to);
		if (!isnan(values[i]))
			fprintf(to, "%.10g", values[i]);
	}
}

/* As RFC 4180 wants it: a quote within the text is doubled. */
static void print_quoted(const char *text, FILE *to)
{
	fputc('"', to);
	while (*text) {
		int length = (int)strcspn(text, "\"");

		print_text(to, "%.*s", length, text);
		text += length;
		if (!*text)
			break;
		fputs("\"\"", to);
		text++;
	}
	fputc('"', to);
}

static void print_row(const struct result *result,
		      const struct result_cell *cell, FILE *to)
{
	const struct cell_stats *s = &cell->stats;
	const double fixed[] = {s->min,
				s->p50,
				s->mean,
				s->p99,
				s->max,
				s->over_none,
				s->over_none_pct,
				s->callbacks_per_op,
				s->spurious_per_op,
				s->invalidations_per_op};
	const double held[] = {s->attach, s->fill, s->detach, s->chunks_peak,
			       s->bytes};
	const double more[] = {s->faults_per_op,   s->collisions_per_op,
			       s->gave_up_per_op,  s->again,
			       s->per_page,        s->map_per_page,
			       s->first_map,       s->chunks_now,
			       s->bytes_per_chunk, s->runs};
	const double parts[] = {s->operation, s->refault, s->stopped_per_op,
				s->over_none_per_page};

	for (size_t i = 0; i < COUNT(first_keys); i++) {
		print_key(&cell->cell, cell_key_find(first_keys[i]), to);
		fputc(',', to);
	}
	print_text(to, "%s", result->unit);
	print_numbers(fixed, COUNT(fixed), to);
	for (const struct cell_key *key = cell_keys; key->name; key++) {
		if (is_first(key))
			continue;
		fputc(',', to);
		print_key(&cell->cell, key, to);
	}
	fprintf(to, ",%zu,%zu", json_array_size(cell->samples), s->ops);
	print_numbers(held, COUNT(held), to);
	fputc(',', to);
	if (cell->failed)
		print_quoted(cell->failed, to);
	print_numbers(more, COUNT(more), to);
	print_numbers(s->perf, PERF_COUNTER_COUNT, to);
	print_numbers(parts, COUNT(parts), to);
	fputc('\n', to);
}

/*
 * Cells without a cost come last; cells of equal cost stay in the file's order.
 */
static int costliest_first(const void *a, const void *b)
{
	const struct result_cell *const *x = a;
	const struct result_cell *const *y = b;
	double p = (*x)->stats.over_none, q = (*y)->stats.over_none;

	if (isnan(p) != isnan(q))
		return isnan(p) ? 1 : -1;
	if (!isnan(p) && p != q)
		return p > q ? -1 : 1;
	return (*x)->index < (*y)->index ? -1 : 1;
}

void result_csv(const struct result *result, bool sort, FILE *to)
{
	const struct result_cell **cells =
		must_alloc(result->count, sizeof(*cells));

	for (size_t i = 0; i < result->count; i++)
		cells[i] = &result->cells[i];
	if (sort)
		qsort(cells, result->count, sizeof(*cells), costliest_first);
	print_header(to);
	for (size_t i = 0; i < result->count; i++)
		print_row(result, cells[i], to);
	free(cells);
}
