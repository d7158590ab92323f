// SPDX-License-Identifier: GPL-2.0-only
/* Whether two results measured the same plan. */
#include "judge/plan_same.h"

#include <string.h>

#define BLANKS " \t\r\n"

/* Whether the line says something about what is measured. */
static bool counts(const char *line, size_t length)
{
	size_t blanks = strspn(line, BLANKS);

	return blanks < length && !strchr("#;", line[blanks]);
}

/* Take the next line that counts from @text. Return its length; 0: none. */
static size_t next_line(const char **text, const char **line)
{
	while (**text) {
		size_t length = strcspn(*text, "\n");

		*line = *text;
		*text += length + ((*text)[length] == '\n');
		if (counts(*line, length))
			return length;
	}
	return 0;
}

static bool same_text(const char *a, const char *b)
{
	const char *line_a, *line_b;
	size_t length;

	do {
		length = next_line(&a, &line_a);
		if (next_line(&b, &line_b) != length ||
		    (length && memcmp(line_a, line_b, length)))
			return false;
	} while (length);
	return true;
}

/* A copy without the text. */
static json_t *without_text(const json_t *plan)
{
	json_t *copy = json_copy((json_t *)plan);

	json_object_del(copy, "text");
	return copy;
}

bool plan_same(const json_t *a, const json_t *b)
{
	const char *text_a = json_string_value(json_object_get(a, "text"));
	const char *text_b = json_string_value(json_object_get(b, "text"));
	json_t *rest_a, *rest_b;
	bool same;

	if (!text_a || !text_b)
		return json_equal(a, b);
	rest_a = without_text(a);
	rest_b = without_text(b);
	same = json_equal(rest_a, rest_b) && same_text(text_a, text_b);
	json_decref(rest_a);
	json_decref(rest_b);
	return same;
}
