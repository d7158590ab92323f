// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the command that continues a run: every option, quoted. */
#include "unit.h"

#include "run/resume_command.h"

static void assert_command(const struct run_options *options,
			   const char *expected)
{
	char *command = resume_command(options);

	assert_non_null(command);
	assert_string_equal(command, expected);
	free(command);
}

static void only_given_options_are_in_it(void **state)
{
	const struct run_options options = {.program = "mnbench"};

	(void)state;
	assert_command(&options, "mnbench run --resume");
}

static void every_option_is_in_it(void **state)
{
	const struct run_options options = {
		.program = "build/mnbench",
		.plan = "quick",
		.venue = "icount",
		.kernel = "debian",
		.output = "/tmp/x.json",
		.set = {"ops=1", "mode=none"},
		.set_count = 2,
		.jobs = 3,
		.resume = true,
		.shard = {2, 4},
	};

	(void)state;
	assert_command(&options,
		       "build/mnbench run --plan quick --venue icount "
		       "--kernel debian --set ops=1 --set mode=none --jobs 3 "
		       "--shard 2/4 --output /tmp/x.json --resume");
}

static void a_fleet_is_continued(void **state)
{
	const struct run_options options = {
		.program = "mnbench",
		.output = "x",
		.fleet = {8, "ssh h{n} {q}", 5},
	};

	(void)state;
	assert_command(&options, "mnbench run --shards 8 --with 'ssh h{n} {q}' "
				 "--tries 5 --output x --resume");
}

/* Whoever has said yes is not asked again; nobody else is spared that. */
static void a_yes_is_kept(void **state)
{
	struct run_options options = {
		.program = "mnbench",
		.venue = "host",
		.module = "yes",
	};

	(void)state;
	assert_command(&options,
		       "mnbench run --venue host --module yes --resume");
	options.yes = true;
	assert_command(&options,
		       "mnbench run --venue host --module yes --yes --resume");
}

static void words_are_quoted(void **state)
{
	const struct run_options options = {
		.program = "my mnbench",
		.plan = "a'b.ini",
		.output = "",
		.set = {"mode=none global", "x=$(y)", "z=*"},
		.set_count = 3,
	};

	(void)state;
	assert_command(&options,
		       "'my mnbench' run --plan 'a'\\''b.ini' "
		       "--set 'mode=none global' --set 'x=$(y)' --set 'z=*' "
		       "--output '' --resume");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(only_given_options_are_in_it),
		cmocka_unit_test(every_option_is_in_it),
		cmocka_unit_test(a_fleet_is_continued),
		cmocka_unit_test(a_yes_is_kept),
		cmocka_unit_test(words_are_quoted),
	};

	return cmocka_run_group_tests_name("resume_command", tests, NULL, NULL);
}
