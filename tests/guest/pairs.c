// SPDX-License-Identifier: GPL-2.0-only
/*
 * Pairwise cells for the hunt: a greedy search. Each row takes the first pair
 * that no row has yet, and fills its other factors with the values that bring
 * most new pairs, as far as the cell is accepted.
 */
#include "pairs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "adaptive_policy.h"

#define VALUES_MAX 6
/* The filter's place in the table below, and values of it. */
#define FACTOR_FILTER 3
enum { FILTER_BITMAP, FILTER_OFF };

/*
 * The values, as in a plan. A cell must be accepted with the first value of the
 * factors behind the one that was chosen last, so what a value needs stands
 * before it: `sequence` after `filter`, `wait` after `lock`. What a mode lacks
 * altogether stands first, so that the search ends early. No value may
 * leave pages on the device that the process has lost, as pin = yes does.
 */
static const char *const factors[PAIRS_FACTORS][VALUES_MAX] = {
	{"nonblock=spin", "nonblock=fail", "nonblock=trylock"},
	{"lock_scope=mm", "lock_scope=chunk", "lock_scope=device"},
	{"chunk_size=2M", "chunk_size=16K", "chunk_size=64K", "chunk_size=1G"},
	[FACTOR_FILTER] = {[FILTER_BITMAP] = "filter=bitmap",
			   [FILTER_OFF] = "filter=off",
			   "filter=scan",
			   "filter=ranges range_size=4K",
			   "filter=ranges range_size=16K",
			   "filter=slots"},
	{"sequence=every", "sequence=slots"},
	{"lock=spinlock", "lock=mutex", "lock=rwsem"},
	{"wait_in=outside", "wait_in=inside"},
	{"wait=spin", "wait=sleep", "wait=none"},
	{"removal=deferred", "removal=keep", "removal=unmap-only",
	 "removal=sync"},
	{"fault_wait=block", "fault_wait=retry"},
	/* A global notifier may not ignore the release. */
	{"events=all",
	 "events=unmap+clear+protection-vma+protection-page+release+"
	 "migrate+exclusive",
	 "events=unmap+clear+protection-vma+protection-page+"
	 "migrate+exclusive"},
	{"device_ns=0 fault_ns=0", "device_ns=2us fault_ns=0",
	 "device_ns=2us fault_ns=500ns"},
	{"dying=wait", "dying=skip"},
};

/* A value as the keys that it sets: two at most. */
struct setting {
	const struct cell_key *keys[2];
	uint64_t numbers[2];
};

static void parse(const char *value, struct setting *setting)
{
	char text[128], *rest = text, *word;
	struct error error = {0};
	struct cell cell;
	size_t i = 0;

	snprintf(text, sizeof(text), "%s", value);
	while ((word = strsep(&rest, " "))) {
		const struct cell_key *key = cell_key_find(strsep(&word, "="));

		if (cell_set(&cell, key, word, &error))
			abort(); /* a fault of the table */
		setting->keys[i] = key;
		setting->numbers[i++] = cell_number(&cell, key);
	}
}

/* The values of a factor are parsed once, because a search takes many. */
static const struct setting *setting_of(size_t factor, size_t value)
{
	static struct setting settings[PAIRS_FACTORS][VALUES_MAX];
	struct setting *setting = &settings[factor][value];

	if (!setting->keys[0])
		parse(factors[factor][value], setting);
	return setting;
}

/* Set the keys of one value. False if one means nothing in the mode. */
static bool set_value(const struct mode_info *mode, struct cell *cell,
		      const struct setting *setting)
{
	for (size_t i = 0; i < 2 && setting->keys[i]; i++) {
		if (!cell_key_applies_in(mode, setting->keys[i]))
			return false;
		*cell_number_at(cell, setting->keys[i]) = setting->numbers[i];
	}
	return true;
}

/* Sizes of which a hunt learns something in its few megabytes. */
static bool suits(const struct mode_info *mode, const struct cell *cell)
{
	if (mode->coverage == MODE_COVERS_ADAPTIVE &&
	    cell->chunk_size == ADAPTIVE_CHUNK_MIN)
		return false; /* it splits chunks only if they are larger */
	return cell->chunk_size != 1 << 30 || mode->flags & MODE_LEVELS;
}

static bool is_value(const struct mode_info *mode, size_t factor, size_t value)
{
	struct cell cell = {0};

	return value < VALUES_MAX && factors[factor][value] &&
	       set_value(mode, &cell, setting_of(factor, value));
}

size_t pairs_values(const struct mode_info *mode, size_t factor)
{
	size_t count = 0;

	while (is_value(mode, factor, count))
		count++;
	return count;
}

bool pairs_cell(const struct mode_info *mode, const struct pairs_row *row,
		struct cell *cell)
{
	static struct cell initial; /* it takes long to make */
	struct error error = {0};
	uint64_t fault_ns;

	if (!initial.ops)
		cell_init(&initial);
	*cell = initial;
	snprintf(cell->workload, sizeof(cell->workload), "munmap");
	snprintf(cell->mode, sizeof(cell->mode), "%s", mode->name);
	for (size_t i = 0; i < PAIRS_FACTORS; i++)
		if (row->value[i] != PAIRS_NONE &&
		    !set_value(mode, cell, setting_of(i, row->value[i])))
			return false;
	/* The hunt times nothing: no operation need contain the faults. */
	fault_ns = cell->fault_ns;
	cell->fault_ns = 0;
	if (cell_settle(cell, &error) || !suits(mode, cell))
		return false;
	cell->fault_ns = fault_ns;
	return true;
}

bool pairs_cover(const struct pairs_row *rows, size_t count,
		 const struct pairs_row *row)
{
	for (size_t i = 0; i < PAIRS_FACTORS; i++) {
		for (size_t j = 0; j < i; j++) {
			size_t n = 0;

			while (n < count &&
			       (rows[n].value[i] != row->value[i] ||
				rows[n].value[j] != row->value[j]))
				n++;
			if (n == count)
				return false;
		}
	}
	return true;
}

struct search {
	const struct mode_info *mode;
	size_t values[PAIRS_FACTORS];
	/* Pairs of values that a row has, or that no cell can have. */
	bool done[PAIRS_FACTORS][VALUES_MAX][PAIRS_FACTORS][VALUES_MAX];
	struct pairs_row row;      /* being filled */
	struct pairs_row required; /* PAIRS_NONE: any */
};

/* The value of a factor; PAIRS_NONE if it is not chosen yet. */
static uint8_t chosen(const struct search *s, size_t factor, size_t depth)
{
	return factor < depth ? s->row.value[factor]
			      : s->required.value[factor];
}

/* New pairs that a value brings to the row. */
static size_t gain(const struct search *s, size_t factor, size_t value)
{
	size_t count = 0;

	for (size_t other = 0; other < PAIRS_FACTORS; other++) {
		uint8_t with = chosen(s, other, factor);

		if (other != factor && with != PAIRS_NONE)
			count += !s->done[factor][value][other][with];
	}
	return count;
}

/* The best value that is not yet tried. */
static size_t best(const struct search *s, size_t factor, const bool *tried)
{
	size_t found = PAIRS_NONE, most = 0;

	for (size_t value = 0; value < s->values[factor]; value++) {
		size_t count = gain(s, factor, value);

		if (!tried[value] && (found == PAIRS_NONE || count > most)) {
			found = value;
			most = count;
		}
	}
	return found;
}

/* Whether the row is accepted with the first value of all later factors. */
static bool is_accepted(const struct search *s, size_t depth)
{
	struct pairs_row row = s->row;
	struct cell cell;

	for (size_t i = depth; i < PAIRS_FACTORS; i++)
		row.value[i] = s->values[i] ? 0 : PAIRS_NONE;
	return pairs_cell(s->mode, &row, &cell);
}

/* Choose the values of factors from @factor on. False if none is accepted. */
static bool fill(struct search *s, size_t factor)
{
	bool tried[VALUES_MAX] = {false};
	size_t value;

	if (factor == PAIRS_FACTORS)
		return true;
	if (!s->values[factor]) {
		s->row.value[factor] = PAIRS_NONE;
		return fill(s, factor + 1);
	}
	if (s->required.value[factor] != PAIRS_NONE) {
		s->row.value[factor] = s->required.value[factor];
		return is_accepted(s, factor + 1) && fill(s, factor + 1);
	}
	while ((value = best(s, factor, tried)) != PAIRS_NONE) {
		tried[value] = true;
		s->row.value[factor] = value;
		if (is_accepted(s, factor + 1) && fill(s, factor + 1))
			return true;
	}
	return false;
}

static void mark(struct search *s, size_t f, size_t v, size_t g, size_t w)
{
	s->done[f][v][g][w] = true;
	s->done[g][w][f][v] = true;
}

static void mark_row(struct search *s, const struct pairs_row *row)
{
	for (size_t f = 0; f < PAIRS_FACTORS; f++)
		for (size_t g = 0; g < f; g++)
			if (row->value[f] != PAIRS_NONE &&
			    row->value[g] != PAIRS_NONE)
				mark(s, f, row->value[f], g, row->value[g]);
}

/* Find a row with this pair. False if no cell has it. */
static bool find_row(struct search *s, size_t f, size_t v, size_t g, size_t w)
{
	memset(s->required.value, PAIRS_NONE, sizeof(s->required.value));
	s->required.value[f] = v;
	s->required.value[g] = w;
	if (fill(s, 0)) {
		mark_row(s, &s->row);
		return true;
	}
	mark(s, f, v, g, w);
	return false;
}

/* The row of a plan that sets no key: the mode chooses the filter. */
static void first_row(const struct mode_info *mode, struct pairs_row *row)
{
	bool filters = mode->flags & MODE_FILTERS;

	for (size_t f = 0; f < PAIRS_FACTORS; f++)
		row->value[f] = pairs_values(mode, f) ? 0 : PAIRS_NONE;
	if (row->value[FACTOR_FILTER] != PAIRS_NONE)
		row->value[FACTOR_FILTER] =
			filters ? FILTER_BITMAP : FILTER_OFF;
}

size_t pairs_make(const struct mode_info *mode, struct pairs_row *rows)
{
	static struct search s;
	size_t count = 0;

	memset(&s, 0, sizeof(s));
	s.mode = mode;
	for (size_t f = 0; f < PAIRS_FACTORS; f++)
		s.values[f] = pairs_values(mode, f);
	first_row(mode, &rows[0]);
	mark_row(&s, &rows[count++]);
	for (size_t f = 0; f < PAIRS_FACTORS; f++)
		for (size_t g = 0; g < f; g++)
			for (size_t v = 0; v < s.values[f]; v++)
				for (size_t w = 0; w < s.values[g]; w++)
					if (!s.done[f][v][g][w] &&
					    count < PAIRS_CELLS_MAX &&
					    find_row(&s, f, v, g, w))
						rows[count++] = s.row;
	return count;
}
