// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the commands of a fleet's shards, and of XML that quotes them. */
#include "unit.h"

#include "lib/xml_text.h"
#include "run/fleet_command.h"

static void assert_command(const char *with, const char *expected)
{
	char *command =
		fleet_command(with, "mnbench run --set 'a=b c'", 3, "my part");

	assert_non_null(command);
	assert_string_equal(command, expected);
	free(command);
}

static void placeholders_are_replaced(void **state)
{
	(void)state;
	assert_command("{}", "mnbench run --set 'a=b c'");
	assert_command("srun -N1 {} >{n}",
		       "srun -N1 mnbench run --set 'a=b c' >3");
	assert_command("cp host{n}:{out} {out}; {}",
		       "cp host3:'my part' 'my part'; "
		       "mnbench run --set 'a=b c'");
}

/* As one word it survives another shell. */
static void a_command_can_be_one_word(void **state)
{
	(void)state;
	assert_command("sh -c {q}",
		       "sh -c 'mnbench run --set '\\''a=b c'\\'''");
}

static void other_braces_stay(void **state)
{
	(void)state;
	assert_command("{ {}; } ${x} {N} {", "{ mnbench run --set 'a=b c'; } "
					     "${x} {N} {");
}

static void a_template_must_run_the_command(void **state)
{
	struct error error = {0};

	(void)state;
	assert_int_equal(fleet_command_check("srun {}", &error), 0);
	assert_int_equal(fleet_command_check("ssh host{n} {q}", &error), 0);
	assert_int_equal(fleet_command_check("srun {n}", &error), -1);
	assert_contains(error.message, "--with cannot be 'srun {n}'");
}

static void xml_is_escaped(void **state)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	(void)state;
	assert_non_null(to);
	xml_text(to, "a<b> & \"c\"\n\x1b\xc3\xa9\t");
	fclose(to);
	assert_string_equal(text, "a&lt;b&gt; &amp; &quot;c&quot;&#10;"
				  "\xef\xbf\xbd\xc3\xa9\t");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(placeholders_are_replaced),
		cmocka_unit_test(a_command_can_be_one_word),
		cmocka_unit_test(other_braces_stay),
		cmocka_unit_test(a_template_must_run_the_command),
		cmocka_unit_test(xml_is_escaped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
