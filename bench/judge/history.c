// SPDX-License-Identifier: GPL-2.0-only
/*
 * In an exact venue every run is compared with the one before, as `compare`
 * does it. In a timed one a cell's runs are a series, in which steps are looked
 * for.
 */
#include "judge/history.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "judge/comparison.h"
#include "lib/message.h"
#include "plan/venue.h"

#define TIMED_THRESHOLD 0.01

struct keyed {
	struct result *run;
	const char *key;
};

/* The text at a path such as "environment.kernel.release", or "". */
static const char *text_at(const json_t *object, const char *path)
{
	char name[64];
	const char *text;

	while (object && *path) {
		size_t n = strcspn(path, ".");

		if (n >= sizeof(name))
			return "";
		memcpy(name, path, n);
		name[n] = '\0';
		object = json_object_get(object, name);
		path += n + (path[n] == '.');
	}
	text = json_string_value(object);
	return text ? text : "";
}

static const char *key_of(const struct result *run, const char *by)
{
	if (strcmp(by, "name") == 0)
		return run->path;
	if (strcmp(by, "time") == 0)
		return text_at(run->root, "host.started");
	if (strcmp(by, "kernel") == 0)
		return run->kernel;
	return text_at(run->root, by);
}

/* Numbers in texts count as numbers: 6.9 comes before 6.12. */
static int by_key(const void *a, const void *b)
{
	const struct keyed *x = a, *y = b;
	int order = strverscmp(x->key, y->key);

	return order ? order : strverscmp(x->run->path, y->run->path);
}

static int order_runs(struct history *h, struct error *error)
{
	struct keyed *list = calloc(h->run_count + 1, sizeof(*list));
	int ret = 0;

	h->keys = calloc(h->run_count + 1, sizeof(*h->keys));
	if (!list || !h->keys) {
		free(list);
		return error_set(error, "out of memory");
	}
	for (size_t i = 0; i < h->run_count; i++) {
		list[i].run = h->runs[i];
		list[i].key = key_of(h->runs[i], h->options.by);
		if (!ret && !*list[i].key)
			ret = error_set(
				error,
				"--by cannot be '%s': %s has no such text; "
				"allowed: time, name, kernel, or the path "
				"of a field, such as "
				"environment.build.compiler",
				h->options.by, h->runs[i]->path);
	}
	qsort(list, h->run_count, sizeof(*list), by_key);
	for (size_t i = 0; i < h->run_count; i++) {
		h->runs[i] = list[i].run;
		h->keys[i] = list[i].key;
	}
	free(list);
	return ret;
}

static const struct result_cell *find(const struct result *run,
				      const struct cell *cell)
{
	for (size_t i = 0; i < run->count; i++)
		if (cell_equal(&run->cells[i].cell, cell))
			return run->cells[i].failed ? NULL : &run->cells[i];
	return NULL;
}

static bool is_known(const struct history *h, const struct cell *cell)
{
	for (size_t i = 0; i < h->count; i++)
		if (cell_equal(&h->cells[i].cell->cell, cell))
			return true;
	return false;
}

static int add_cell(struct history *h, const struct result_cell *cell)
{
	struct history_cell *list =
		realloc(h->cells, (h->count + 1) * sizeof(*list));
	struct history_cell *to;

	if (!list)
		return -1;
	h->cells = list;
	to = &list[h->count++];
	*to = (struct history_cell){.cell = cell};
	to->value = calloc(h->run_count + 1, sizeof(*to->value));
	if (!to->value)
		return -1;
	for (size_t r = 0; r < h->run_count; r++) {
		const struct result_cell *of_run =
			find(h->runs[r], &cell->cell);

		to->value[r] = of_run ? of_run->stats.p50 : NAN;
	}
	return 0;
}

static int add_cells(struct history *h)
{
	for (size_t r = 0; r < h->run_count; r++)
		for (size_t i = 0; i < h->runs[r]->count; i++) {
			const struct result_cell *cell = &h->runs[r]->cells[i];

			if (cell->failed || cell->cell.arm != ARM_A ||
			    is_known(h, &cell->cell))
				continue;
			if (add_cell(h, cell))
				return -1;
		}
	return 0;
}

static struct history_change *add_change(struct history_cell *cell, size_t run)
{
	struct history_change *list = realloc(
		cell->changes, (cell->change_count + 1) * sizeof(*list));

	if (!list)
		return NULL;
	cell->changes = list;
	list[cell->change_count] = (struct history_change){.run = run};
	return &list[cell->change_count++];
}

static char *counter_note(const struct compared_cell *cell)
{
	char *note = NULL;

	if (cell->counter_count &&
	    asprintf(&note, "%s %g -> %g", cell->counters[0].name,
		     cell->counters[0].base, cell->counters[0].fresh) < 0)
		return NULL;
	return note;
}

static struct history_cell *cell_of(struct history *h, const struct cell *cell)
{
	for (size_t i = 0; i < h->count; i++)
		if (cell_equal(&h->cells[i].cell->cell, cell))
			return &h->cells[i];
	return NULL;
}

static int take_changes(struct history *h, const struct comparison *c,
			size_t run)
{
	for (size_t i = 0; i < c->count; i++) {
		const struct compared_cell *cell = &c->cells[i];
		struct history_change *change;
		struct history_cell *to;

		if (cell->skipped ||
		    (!cell->counter_count &&
		     cell->judged.verdict == VERDICT_UNCHANGED))
			continue;
		to = cell_of(h, &cell->base->cell);
		if (!to)
			continue;
		change = add_change(to, run);
		if (!change)
			return -1;
		change->before = cell->base_p50;
		change->after = cell->fresh_p50;
		change->note = counter_note(cell);
	}
	return 0;
}

/* Runs that share no cell with the one before are no change. */
static int find_exact(struct history *h)
{
	struct compare_options options = {.threshold = h->options.threshold,
					  .level = h->options.level,
					  .across = true};

	for (size_t r = 1; r < h->run_count; r++) {
		struct side base = {&h->runs[r - 1], 1, NULL};
		struct side fresh = {&h->runs[r], 1, NULL};
		struct comparison *c =
			comparison_make(&base, &fresh, &options, NULL);
		int ret = c ? take_changes(h, c, r) : 0;

		comparison_free(c);
		if (ret)
			return -1;
	}
	return 0;
}

static int find_steps(struct history *h, struct history_cell *cell)
{
	/*
	 * A history alarms when any of its cells does. Half of what that allows
	 * is left for disturbances that Hampel's filter does not see.
	 */
	struct change_point_options options = {
		.level = h->options.level / (2 * (double)h->count),
		.tolerance = log1p(h->options.threshold)};
	double *values = calloc(h->run_count + 1, sizeof(*values));
	size_t *run = calloc(h->run_count + 1, sizeof(*run)), count = 0;
	struct change_points steps = {0};
	int ret = values && run ? 0 : -1;

	for (size_t r = 0; !ret && r < h->run_count; r++) {
		if (!(cell->value[r] > 0))
			continue;
		values[count] = log(cell->value[r]);
		run[count++] = r;
	}
	if (!ret)
		ret = change_points_find(values, count, &options, &steps);
	cell->drifts = steps.drifts;
	for (size_t i = 0; !ret && !steps.drifts && i < steps.count; i++) {
		const struct change_point *step = &steps.step[i];
		struct history_change *change = add_change(cell, run[step->at]);

		if (!change) {
			ret = -1;
			break;
		}
		change->before = exp(step->before);
		change->after = exp(step->after);
		change->p = step->p;
	}
	free(steps.step);
	free(values);
	free(run);
	return ret;
}

static int check_runs(const struct history *h, struct error *error)
{
	const struct result *first = h->runs[0];

	if (h->run_count < 2)
		return error_set(error, "%s alone is no history", first->path);
	for (size_t r = 1; r < h->run_count; r++)
		if (strcmp(h->runs[r]->venue, first->venue))
			return error_set(
				error,
				"%s was measured in venue %s, %s in %s: "
				"they make no series",
				first->path, first->venue, h->runs[r]->path,
				h->runs[r]->venue);
	return 0;
}

static int fill(struct history *h, struct error *error)
{
	const struct venue *venue;
	int ret = 0;

	if (check_runs(h, error) || order_runs(h, error))
		return -1;
	venue = venue_find(h->runs[0]->venue);
	h->exact = venue && !venue->timed;
	if (h->options.threshold < 0)
		h->options.threshold = h->exact ? 0 : TIMED_THRESHOLD;
	ret = add_cells(h);
	if (!ret && h->exact)
		ret = find_exact(h);
	for (size_t i = 0; !ret && !h->exact && i < h->count; i++)
		ret = find_steps(h, &h->cells[i]);
	return ret ? error_set(error, "out of memory") : 0;
}

struct history *history_make(struct result **runs, size_t count,
			     const struct history_options *options,
			     struct error *error)
{
	struct history *h = calloc(1, sizeof(*h));

	if (!h) {
		error_set(error, "out of memory");
		return NULL;
	}
	h->runs = runs;
	h->run_count = count;
	h->options = *options;
	if (!fill(h, error))
		return h;
	history_free(h);
	return NULL;
}

void history_free(struct history *h)
{
	if (!h)
		return;
	for (size_t i = 0; i < h->count; i++) {
		for (size_t k = 0; k < h->cells[i].change_count; k++)
			free((char *)h->cells[i].changes[k].note);
		free(h->cells[i].changes);
		free(h->cells[i].value);
	}
	free(h->cells);
	free(h->keys);
	free(h);
}

size_t history_changes(const struct history *h)
{
	size_t count = 0;

	for (size_t i = 0; i < h->count; i++)
		count += h->cells[i].change_count;
	return count;
}
