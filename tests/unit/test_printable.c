// SPDX-License-Identifier: GPL-2.0-only
/* Tests of printable(): no control character, valid UTF-8. */
#include "lib/printable.h"
#include "unit.h"

static void assert_printable(const char *text, const char *expected)
{
	char copy[64];

	assert_int_equal(printable(text, copy, sizeof(copy)), strlen(expected));
	assert_string_equal(copy, expected);
}

static void plain_text_stays(void **state)
{
	(void)state;
	assert_printable("", "");
	assert_printable("munmap, 5\\us ~", "munmap, 5\\us ~");
	assert_printable("\u00a0\u00b5\u20ac\U0001d11e\U0010ffff",
			 "\u00a0\u00b5\u20ac\U0001d11e\U0010ffff");
}

static void control_characters_are_escaped(void **state)
{
	(void)state;
	assert_printable("\033[2J", "\\x1b[2J");
	assert_printable("a\nb\tc\r\x7f", "a\\x0ab\\x09c\\x0d\\x7f");
	/* U+009B begins a sequence as ESC [ does. */
	assert_printable("\xc2\x9b"
			 "2J",
			 "\\xc2\\x9b2J");
}

static void bytes_that_are_no_utf8_are_escaped(void **state)
{
	(void)state;
	assert_printable("caf\xe9", "caf\\xe9");
	assert_printable("\xe2\x82", "\\xe2\\x82"); /* cut off */
	assert_printable("\x80x\xff", "\\x80x\\xff");
	assert_printable("\xc0\xaf", "\\xc0\\xaf"); /* too long a form of / */
	assert_printable("\xe0\x80\xaf", "\\xe0\\x80\\xaf");
	assert_printable("\xf0\x80\x80\xaf", "\\xf0\\x80\\x80\\xaf");
	assert_printable("\xed\xa0\x80", "\\xed\\xa0\\x80"); /* surrogate */
	assert_printable("\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80");
	assert_printable("\xf5\x80\x80\x80", "\\xf5\\x80\\x80\\x80");
}

static void a_copy_that_does_not_fit_is_cut_between_characters(void **state)
{
	char copy[8] = "xxxxxxx";

	(void)state;
	assert_int_equal(printable("ab\033c", copy, 6), 7);
	assert_string_equal(copy, "ab");
	assert_int_equal(printable("a\u20acb", copy, 4), 5);
	assert_string_equal(copy, "a");
	assert_int_equal(printable("a\033b", NULL, 0), 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_stays),
		cmocka_unit_test(control_characters_are_escaped),
		cmocka_unit_test(bytes_that_are_no_utf8_are_escaped),
		cmocka_unit_test(
			a_copy_that_does_not_fit_is_cut_between_characters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
