// SPDX-License-Identifier: GPL-2.0-only
/* Tests of text tables: columns, and parts where they are too wide. */
#include "unit.h"

#include "print/numbers.h"
#include "print/table.h"
#include "print/text.h"

static char *printed(struct table *table, int most)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	assert_non_null(to);
	table_print_parts(table, 1, most, to);
	fclose(to);
	table_free(table);
	return text;
}

static struct table *sparse(void)
{
	static const char *const cells[] = {"",        "first", "second", //
					    "both",    "1",     "2",      //
					    "one",     "1",     "-",      //
					    "other",   "-",     "2",      //
					    "neither", "-",     "-"};
	struct table *table = table_new(3, 1);

	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		table_add(table, "%s", cells[i]);
	return table;
}

static void a_table_that_fits_has_each_row(void **state)
{
	char *text = printed(sparse(), 80);

	(void)state;
	assert_string_equal(text, "         first  second\n"
				  "both         1       2\n"
				  "one          1       -\n"
				  "other        -       2\n"
				  "neither      -       -\n");
	free(text);
}

static void a_part_has_the_rows_with_values(void **state)
{
	char *text = printed(sparse(), 15);

	(void)state;
	assert_string_equal(text, "         first\n"
				  "both         1\n"
				  "one          1\n"
				  "neither      -\n"
				  "\n"
				  "         second\n"
				  "both          2\n"
				  "other         2\n");
	free(text);
}

static void a_name_is_printed_once_in_each_part(void **state)
{
	static const char *const cells[] = {"",  "first", "second", //
					    "a", "1",     "-",      //
					    "a", "2",     "4",      //
					    "a", "3",     "5",      //
					    "b", "-",     "6"};
	struct table *table = table_new(3, 1);
	char *text;

	(void)state;
	for (size_t i = 0; i < sizeof(cells) / sizeof(cells[0]); i++)
		table_add(table, "%s", cells[i]);
	text = printed(table, 8);
	assert_string_equal(text, "   first\n"
				  "a      1\n"
				  "       2\n"
				  "       3\n"
				  "\n"
				  "   second\n"
				  "a       4\n"
				  "        5\n"
				  "b       6\n");
	free(text);
}

static void rates_are_three_digits_then_whole_numbers(void **state)
{
	static const struct {
		double rate;
		const char *text;
	} rates[] = {{0, "0"},           {0.333333, "0.333"}, {17.25, "17.2"},
		     {999.4, "999"},     {999.6, "1,000"},    {1234.5, "1,234"},
		     {100000, "100,000"}};
	char text[24];

	(void)state;
	for (size_t i = 0; i < sizeof(rates) / sizeof(rates[0]); i++) {
		format_rate(rates[i].rate, text, sizeof(text));
		assert_string_equal(text, rates[i].text);
	}
}

static void text_is_printable_but_for_the_end_of_its_line(void **state)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	struct table *table = table_new(1, 1);

	(void)state;
	print_text(to, "%s\n", "a\nb\033");
	print_text(to, "%s", "c\n");
	fputc('\n', to);
	table_add(table, "%s", "\033[2J");
	table_print(table, to);
	table_free(table);
	fclose(to);
	assert_string_equal(text, "a\\x0ab\\x1b\n"
				  "c\\x0a\n"
				  "\\x1b[2J\n");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_table_that_fits_has_each_row),
		cmocka_unit_test(a_part_has_the_rows_with_values),
		cmocka_unit_test(a_name_is_printed_once_in_each_part),
		cmocka_unit_test(text_is_printable_but_for_the_end_of_its_line),
		cmocka_unit_test(rates_are_three_digits_then_whole_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
