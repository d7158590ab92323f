// SPDX-License-Identifier: GPL-2.0-only
/* Arranging the cells of all runs of a page. */
#include "report/overview.h"

#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "print/view.h"

/* Make room for @more cells. */
static void grow(struct overview *overview, size_t more)
{
	struct overview_cell *cells =
		must_alloc(overview->count + more, sizeof(*cells));

	if (overview->count)
		memcpy(cells, overview->cells,
		       overview->count * sizeof(*cells));
	free(overview->cells);
	overview->cells = cells;
}

static void add_block(struct overview *overview, const struct view *view,
		      const struct block *block, size_t run)
{
	size_t count;
	const struct view_cell **cells = view_block_cells(view, block, &count);
	size_t id = labels_id(&overview->blocks, block->title);

	grow(overview, count);
	for (size_t i = 0; i < count; i++)
		overview->cells[overview->count++] = (struct overview_cell){
			.cell = cells[i]->cell,
			.run = run,
			.block = id,
			.row = labels_id(&overview->rows,
					 view->rows.at[cells[i]->row]->text),
			.column = labels_id(
				&overview->columns,
				view->columns.at[cells[i]->column]->text),
		};
	free(cells);
}

static int by_place(const void *a, const void *b)
{
	const struct overview_cell *x = a, *y = b;

	if (x->block != y->block)
		return x->block < y->block ? -1 : 1;
	if (x->row != y->row)
		return x->row < y->row ? -1 : 1;
	if (x->run != y->run)
		return x->run < y->run ? -1 : 1;
	return (x->column > y->column) - (x->column < y->column);
}

void overview_make(struct overview *overview, const struct page *page,
		   uint64_t timed)
{
	memset(overview, 0, sizeof(*overview));
	for (size_t i = 0; i < page->count; i++) {
		struct view view;

		view_make(&view, page->sections[i].run, timed);
		for (size_t b = 0; b < view.block_count; b++)
			add_block(overview, &view, &view.blocks[b], i);
		view_free(&view);
	}
	if (overview->count)
		qsort(overview->cells, overview->count,
		      sizeof(*overview->cells), by_place);
}

void overview_free(struct overview *overview)
{
	labels_free(&overview->blocks);
	labels_free(&overview->rows);
	labels_free(&overview->columns);
	free(overview->cells);
}
