// SPDX-License-Identifier: GPL-2.0-only
/* Tests of breaking text into lines, and tables whose text is broken. */
#include "unit.h"

#include "print/table.h"
#include "print/wrap.h"

/* What a stream of @width columns makes of @text, written byte by byte. */
static char *wrapped(const char *text, int width)
{
	char *out = NULL;
	size_t size;
	FILE *memory = open_memstream(&out, &size);
	FILE *to = wrap_open(memory, width);

	setvbuf(to, NULL, _IONBF, 0);
	for (; *text; text++)
		fputc(*text, to);
	fclose(to);
	fclose(memory);
	return out;
}

static void assert_wrapped(const char *text, int width, const char *expected)
{
	char *out = wrapped(text, width);

	assert_string_equal(out, expected);
	free(out);
}

static void lines_end_at_blanks(void **state)
{
	(void)state;
	assert_wrapped("one two three\n", 13, "one two three\n");
	assert_wrapped("one two three\n", 12, "one two\n  three\n");
	assert_wrapped("one two three four\n\nfive\n", 8,
		       "one two\n  three\n  four\n\nfive\n");
	assert_wrapped("no newline at the end", 10,
		       "no newline\n  at the\n  end");
	assert_wrapped("", 10, "");
}

static void a_continued_line_is_set_in(void **state)
{
	(void)state;
	assert_wrapped("  key: one two three\n", 14,
		       "  key: one two\n    three\n");
	/* Blanks between words stay inside a line. */
	assert_wrapped("a  b  c\n", 7, "a  b  c\n");
	assert_wrapped("a  b  c\n", 5, "a  b\n  c\n");
}

static void percents_stay_together(void **state)
{
	(void)state;
	assert_wrapped("adds 43 % to\n", 8, "adds\n  43 %\n  to\n");
}

static void a_long_word_is_a_line(void **state)
{
	(void)state;
	assert_wrapped("in /a/very/long/path it\n", 10,
		       "in\n  /a/very/long/path\n  it\n");
	assert_wrapped("/a/very/long/path\n", 10, "/a/very/long/path\n");
}

/* A character of several bytes is one column, and stays whole. */
static void columns_are_characters(void **state)
{
	(void)state;
	assert_int_equal(text_columns("\xc3\xa4\xe2\x82\xac"), 2);
	assert_wrapped("\xc3\xa4\xc3\xa4\xc3\xa4 \xc3\xb6\xc3\xb6\n", 6,
		       "\xc3\xa4\xc3\xa4\xc3\xa4 \xc3\xb6\xc3\xb6\n");
	assert_wrapped("\xc3\xa4\xc3\xa4\xc3\xa4 \xc3\xb6\xc3\xb6\n", 5,
		       "\xc3\xa4\xc3\xa4\xc3\xa4\n  \xc3\xb6\xc3\xb6\n");
}

static void a_cell_of_text_is_broken(void **state)
{
	struct table *table = table_new(3, 2);
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	(void)state;
	table_add(table, "name");
	table_add(table, "%s", "text that needs more than one line of it");
	table_add(table, "%s", "12");
	table_add(table, "n");
	table_add(table, "short");
	table_add(table, "%s", "3");
	table_print_fit(table, 1, 36, to);
	table_free(table);
	fclose(to);
	assert_string_equal(text, "name  text that needs more than   12\n"
				  "      one line of it\n"
				  "n     short                        3\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_end_at_blanks),
		cmocka_unit_test(a_continued_line_is_set_in),
		cmocka_unit_test(percents_stay_together),
		cmocka_unit_test(a_long_word_is_a_line),
		cmocka_unit_test(columns_are_characters),
		cmocka_unit_test(a_cell_of_text_is_broken),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
