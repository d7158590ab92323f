// SPDX-License-Identifier: GPL-2.0-only
/* mnbench host: the settings of this machine on which times depend. */
#include <argp.h>
#include <stdio.h>

#include "cmd/commands.h"
#include "common/setting.h"
#include "host/session.h"
#include "host/state_file.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "print/line_width.h"
#include "print/table.h"

#define COLUMNS 4

struct options {
	bool restore;
};

static const struct argp_option argp_options[] = {
	{"restore", 'r', NULL, 0,
	 "Take back what a run that was killed has changed, and unload its "
	 "module. The next run in venue host does the same",
	 0},
	{0},
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case 'r':
		options->restore = true;
		return 0;
	case ARGP_KEY_ARG:
		argp_failure(state, STATUS_BAD, 0, "unexpected argument '%s'",
			     arg);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static void print_settings(const struct host_paths *paths)
{
	struct table *table = table_new(COLUMNS, COLUMNS);
	const struct setting *setting;
	char value[SETTING_VALUE_MAX];

	table_add(table, "setting");
	table_add(table, "now");
	table_add(table, "quiet");
	table_add(table, "what it is");
	for (size_t i = 0; (setting = setting_at(i)); i++) {
		setting_read(setting, paths->root, value);
		table_add(table, "%s", setting->name);
		table_add(table, "%s", value);
		table_add(table, "%s", setting->quiet ? setting->quiet : "-");
		table_add(table, "%s", setting->summary);
	}
	table_print_fit(table, COLUMNS - 1, line_width(), stdout);
	table_free(table);
}

static int restore(const struct host_paths *paths)
{
	struct error error = {0};
	bool any;

	if (host_session_repair(paths, &any, &error)) {
		error_say(&error);
		return STATUS_FAILED;
	}
	if (!any)
		say_note("nothing to restore: no run has left changes");
	return STATUS_OK;
}

const struct argp host_argp = {
	.options = argp_options,
	.parser = parse_option,
	.doc = "Print the settings of this machine on which times depend, and "
	       "restore what a killed run has changed.\v"
	       "Exit status: 0; 1 something could not be restored; 2 bad "
	       "input.\n\n"
	       "Examples:\n"
	       "  mnbench host\n"
	       "  mnbench host --restore",
};

int host_main(int argc, char **argv)
{
	const struct host_paths paths = HOST_PATHS;
	struct options options = {0};

	if (argp_parse(&host_argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	if (options.restore)
		return restore(&paths);
	print_settings(&paths);
	if (state_exists(&paths))
		say_note("a run has changed this machine; if it was killed, "
			 "'mnbench host --restore' takes that back");
	return STATUS_OK;
}
