// SPDX-License-Identifier: GPL-2.0-only
/* Tests of numbers as sentences and timed tables have them. */
#include "unit.h"

#include <math.h>

#include "print/interval_text.h"
#include "print/words.h"

static void assert_percent(double percent, const char *expected)
{
	char text[WORDS_MAX];

	words_percent(percent, text);
	assert_string_equal(text, expected);
}

static void percents_have_the_digits_that_matter(void **state)
{
	(void)state;
	assert_percent(0, "nothing");
	assert_percent(0.04, "under 0.1 %");
	assert_percent(-0.04, "minus under 0.1 %");
	assert_percent(1.47, "1.5 %");
	assert_percent(9.94, "9.9 %");
	assert_percent(9.96, "10 %");
	assert_percent(43.3, "43 %");
	assert_percent(-3.21, "-3.2 %");
	assert_percent(12345, "12,345 %");
	assert_percent(NAN, "an unknown share");
}

static void assert_time(double ns, const char *expected)
{
	char text[WORDS_MAX];

	words_time(ns, text);
	assert_string_equal(text, expected);
}

static void times_have_two_digits(void **state)
{
	(void)state;
	assert_time(0, "0 ns");
	assert_time(7, "7 ns");
	assert_time(323, "320 ns");
	assert_time(999.6, "1 us");
	assert_time(5386, "5.4 us");
	assert_time(189900, "190 us");
	assert_time(1003852238, "1 s");
	assert_time(512000000000, "510 s");
	assert_time(-5386, "-5.4 us");
}

static void a_bound_is_never_above_the_time(void **state)
{
	char text[WORDS_MAX];

	(void)state;
	words_time_least(1003852238, text);
	assert_string_equal(text, "1 s");
	words_time_least(1999999, text);
	assert_string_equal(text, "1 ms");
	words_time_least(999, text);
	assert_string_equal(text, "900 ns");
}

static void lists_end_with_a_word(void **state)
{
	static const char *const items[] = {"a", "b", "c"};
	char text[32] = "";

	(void)state;
	for (size_t i = 0; i < 3; i++)
		words_list(text, sizeof(text), i, 3, "or", items[i]);
	assert_string_equal(text, "a, b or c");
	words_list(text, sizeof(text), 0, 1, "or", "b");
	assert_string_equal(text, "b");
}

static void assert_interval(double value, double half, bool sign,
			    const char *expected)
{
	const struct interval interval = {value, value - half, value + half};
	char text[64];

	interval_text(&interval, sign, text, sizeof(text));
	assert_string_equal(text, expected);
}

static void numbers_are_rounded_to_their_interval(void **state)
{
	(void)state;
	assert_interval(2211.4, 13.2, false, "2,211 +-13");
	assert_interval(67076, 577, false, "67,100 +-600");
	assert_interval(67076, 96, false, "67,080 +-100");
	assert_interval(174.2, 29.4, true, "+174 +-29");
	assert_interval(10.43, 0.92, true, "+10.4 +-0.9");
	assert_interval(-0.043, 0.294, true, "-0.04 +-0.29");
	assert_interval(12.34, 4.1, true, "+12 +-4");
	assert_interval(3, 500, false, "0 +-500");
}

static void unknown_intervals_are_marked(void **state)
{
	const struct interval unknown = {2211, NAN, NAN};
	const struct interval none = {2211, 2211, 2211};
	char text[64];

	(void)state;
	interval_text(&unknown, false, text, sizeof(text));
	assert_string_equal(text, "~2,200");
	interval_text(&none, true, text, sizeof(text));
	assert_string_equal(text, "~+2,200");
}

static void ends_are_rounded_as_the_value_is(void **state)
{
	const struct interval interval = {12.8, 11.87, 13.66};
	char text[64];

	(void)state;
	interval_ends(&interval, text, sizeof(text));
	assert_string_equal(text, "11.9 to 13.7 %");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(percents_have_the_digits_that_matter),
		cmocka_unit_test(times_have_two_digits),
		cmocka_unit_test(a_bound_is_never_above_the_time),
		cmocka_unit_test(lists_end_with_a_word),
		cmocka_unit_test(numbers_are_rounded_to_their_interval),
		cmocka_unit_test(unknown_intervals_are_marked),
		cmocka_unit_test(ends_are_rounded_as_the_value_is),
	};

	return cmocka_run_group_tests_name("words", tests, NULL, NULL);
}
