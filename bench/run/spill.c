// SPDX-License-Identifier: GPL-2.0-only
/* Putting the batches of a collection on the disk. */
#include "run/spill.h"

#include <stdlib.h>

struct spill *spill_new(const char *beside, size_t batches, size_t cells,
			struct error *error)
{
	struct spill *s = calloc(1, sizeof(*s));

	if (s) {
		s->logged = calloc(batches + 1, sizeof(*s->logged));
		s->failed = calloc(cells + 1, sizeof(*s->failed));
	}
	if (!s || !s->logged || !s->failed) {
		spill_free(s);
		error_set(error, "out of memory");
		return NULL;
	}
	s->batches = spool_new(beside, batches, error);
	s->cells = s->batches ? spool_new(beside, cells, error) : NULL;
	if (s->cells)
		return s;
	spill_free(s);
	return NULL;
}

void spill_free(struct spill *s)
{
	if (!s)
		return;
	spool_free(s->batches);
	spool_free(s->cells);
	json_decref(s->kernel);
	free(s->logged);
	free(s->failed);
	free(s);
}

static int spill_cell(struct spill *s, const struct record *r, size_t cell,
		      struct error *error)
{
	json_t *object = record_cell(r, cell);
	int ret = spool_add(s->cells, cell, object, error);

	s->failed[cell] = json_is_string(json_object_get(object, "failed"));
	json_decref(object);
	return ret;
}

int spill_batch(struct spill *s, const struct record *r, size_t batch,
		struct error *error)
{
	const struct batch *b = &r->batches->batch[batch];
	json_t *object;
	int ret;

	if (record_check_batch(r, batch, error))
		return -1;
	object = record_batch(r, batch);
	ret = spool_add(s->batches, batch, object, error);
	s->logged[batch] = json_array_size(json_object_get(object, "log")) > 0;
	json_decref(object);
	for (size_t i = 0; !ret && i < b->cell_count; i++)
		ret = spill_cell(s, r, b->cells[i], error);
	if (batch == 0)
		s->kernel = json_incref(agent_output_kernel(r->outputs[0]));
	return ret;
}

/* Frees @now. */
static bool is_stored(struct spool *spool, size_t index, json_t *now)
{
	json_t *stored = spool_load(spool, index);
	bool equal = stored && json_equal(stored, now);

	json_decref(stored);
	json_decref(now);
	return equal;
}

bool spill_equal(const struct spill *s, const struct record *r, size_t batch)
{
	const struct batch *b = &r->batches->batch[batch];
	bool equal = is_stored(s->batches, batch, record_batch(r, batch));

	for (size_t i = 0; equal && i < b->cell_count; i++)
		equal = is_stored(s->cells, b->cells[i],
				  record_cell(r, b->cells[i]));
	return equal;
}
