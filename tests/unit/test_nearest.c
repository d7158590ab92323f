// SPDX-License-Identifier: GPL-2.0-only
/* Tests of finding the name that a misspelt word was meant to be. */
#include "unit.h"

#include "lib/nearest.h"

static const char *const names[] = {"show",    "run",        "compare",
				    "history", "chunk_size", "pages"};

static const char *nearest_of(const char *word)
{
	struct nearest nearest = nearest_begin(word);

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		nearest_try(&nearest, names[i]);
	return nearest.name ? nearest.name : "";
}

static void a_misspelt_word_is_found(void **state)
{
	(void)state;
	assert_string_equal(nearest_of("shwo"), "show");
	assert_string_equal(nearest_of("shw"), "show");
	assert_string_equal(nearest_of("chunksize"), "chunk_size");
	assert_string_equal(nearest_of("chunk-size"), "chunk_size");
	assert_string_equal(nearest_of("page"), "pages");
	assert_string_equal(nearest_of("comprae"), "compare");
}

static void the_begin_of_a_name_is_found(void **state)
{
	(void)state;
	assert_string_equal(nearest_of("hist"), "history");
	assert_string_equal(nearest_of("ch"), "chunk_size");
}

static void another_word_is_near_to_nothing(void **state)
{
	char word[300];

	(void)state;
	assert_string_equal(nearest_of("moon"), "");
	assert_string_equal(nearest_of("s"), "");
	assert_string_equal(nearest_of(""), "");
	memset(word, 'x', sizeof(word));
	word[sizeof(word) - 1] = '\0';
	assert_string_equal(nearest_of(word), "");
}

static void a_hint_ends_a_message(void **state)
{
	struct nearest nearest = nearest_begin("shwo");
	char hint[NEAREST_HINT_MAX];

	(void)state;
	assert_string_equal(nearest_hint(&nearest, hint), "");
	nearest_try(&nearest, "show");
	assert_string_equal(nearest_hint(&nearest, hint),
			    "; did you mean 'show'?");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_misspelt_word_is_found),
		cmocka_unit_test(the_begin_of_a_name_is_found),
		cmocka_unit_test(another_word_is_near_to_nothing),
		cmocka_unit_test(a_hint_ends_a_message),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
