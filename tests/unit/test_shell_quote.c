// SPDX-License-Identifier: GPL-2.0-only
/* Tests of commands for a shell: quoting and folding. */
#include "unit.h"

#include "lib/shell_quote.h"

/* What a shell makes of @command: its words, a line each; to be freed. */
static char *words(const char *command)
{
	char *script, *text = calloc(1, 4096);
	FILE *pipe;

	assert_true(asprintf(&script, "set -- %s\nprintf '%%s\\n' \"$@\"",
			     command) > 0);
	pipe = popen(script, "r");
	assert_non_null(pipe);
	assert_non_null(text);
	assert_true(fread(text, 1, 4095, pipe) > 0);
	assert_int_equal(pclose(pipe), 0);
	free(script);
	return text;
}

static void a_shell_reads_the_word(void **state)
{
	static const char *const cases[] = {
		"plain", "a'b", "''", "a b", "$(x)", "\\", "*", "a\\'b c", "#",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		char *quoted = NULL, *read, *expected;
		size_t size;
		FILE *to = open_memstream(&quoted, &size);

		shell_quote(to, cases[i]);
		fclose(to);
		read = words(quoted);
		assert_true(asprintf(&expected, "%s\n", cases[i]) > 0);
		assert_string_equal(read, expected);
		free(expected);
		free(read);
		free(quoted);
	}
}

static char *folded(const char *command, size_t width)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	shell_fold(to, command, width);
	fclose(to);
	return text;
}

static void long_commands_are_folded(void **state)
{
	char *text = folded("run --plan quick --venue icount -o x", 24);

	(void)state;
	assert_string_equal(text, "    run --plan quick \\\n"
				  "        --venue icount \\\n"
				  "        -o x\n");
	free(text);
	text = folded("run --plan quick -o x", 25);
	assert_string_equal(text, "    run --plan quick -o x\n");
	free(text);
}

static void folding_changes_no_word(void **state)
{
	static const char command[] = "run --set 'a -b' --set 'c'\\'' -d' "
				      "--set 'e -f' -o '-g -h'";
	char *plain = words(command);

	(void)state;
	for (size_t width = 1; width < 80; width++) {
		char *text = folded(command, width), *read = words(text);

		assert_string_equal(read, plain);
		free(read);
		free(text);
	}
	free(plain);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_shell_reads_the_word),
		cmocka_unit_test(long_commands_are_folded),
		cmocka_unit_test(folding_changes_no_word),
	};

	return cmocka_run_group_tests_name("shell_quote", tests, NULL, NULL);
}
