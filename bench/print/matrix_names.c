// SPDX-License-Identifier: GPL-2.0-only
/* Naming the rows and columns of a matrix of kernels. */
#include "print/matrix_names.h"

#include <string.h>

#include "common/text.h"

struct row_keys matrix_keys(const struct matrix *m)
{
	struct row_keys keys = {0};

	for (size_t i = 0; i < m->count; i++)
		for (size_t k = 0; k < i; k++)
			if (strcmp(m->rows[k].cell->mode,
				   m->rows[i].cell->mode) == 0) {
				row_keys_add(&keys, m->rows[k].cell,
					     m->rows[i].cell);
				break;
			}
	return keys;
}

/* The bytes of the first two numbers of a release: "6.12" of "6.12.3-x". */
static size_t short_length(const char *release)
{
	const char *dot = strchr(release, '.');

	return dot ? (size_t)(dot - release) + 1 + strspn(dot + 1, "0123456789")
		   : strlen(release);
}

static bool same_short(const struct matrix *m, size_t a, size_t b)
{
	const char *x = m->column[a].run->kernel, *y = m->column[b].run->kernel;
	size_t n = short_length(x);

	return a != b && n == short_length(y) && strncmp(x, y, n) == 0 &&
	       strcmp(m->column[a].architecture, m->column[b].architecture) ==
		       0;
}

void matrix_column_name(const struct matrix *m, size_t column, char *text,
			size_t size)
{
	const char *release = m->column[column].run->kernel;
	size_t length = short_length(release);
	struct text to;

	for (size_t i = 0; i < m->columns; i++)
		if (same_short(m, column, i))
			length = strlen(release);
	text_begin(&to, text, size);
	text_append(&to, "%.*s", (int)length, release);
	if (m->architectures > 1)
		text_append(&to, " %s", m->column[column].architecture);
}
