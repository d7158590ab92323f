// SPDX-License-Identifier: GPL-2.0-only
/* Making a view for each kind of cells that a result can have. */
#include "print/views.h"

#include <stdlib.h>

#include "common/timed.h"
#include "lib/memory.h"

struct view *views_make(const struct result *result, size_t *count)
{
	struct view *views;

	*count = 0;
	while (timed_at(*count))
		(*count)++;
	views = must_alloc(*count, sizeof(*views));
	for (size_t i = 0; i < *count; i++)
		view_make(&views[i], result, i);
	return views;
}

void views_free(struct view *views, size_t count)
{
	for (size_t i = 0; i < count; i++)
		view_free(&views[i]);
	free(views);
}
