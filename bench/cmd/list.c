// SPDX-License-Identifier: GPL-2.0-only
/* mnbench list: what can be measured, with what, where, and how it is written.
 */
#include <argp.h>
#include <dirent.h>
#include <inttypes.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "common/cell.h"
#include "common/modes.h"
#include "common/presets.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "lib/path.h"
#include "lib/suite_dir.h"
#include "plan/plan.h"
#include "plan/venue.h"
#include "print/table.h"
#include "run/prepared_kernel.h"
#include "run/running_kernel.h"
#include "workload.h"

static void print(struct table *table)
{
	table_print(table, stdout);
	table_free(table);
}

/* The kernel's folder, or "" after saying why its modes are not known. */
static int find_kernel(const char *kernel, char folder[PATH_MAX])
{
	char home[PATH_MAX];
	struct error error = {0};

	if (suite_dir_find(home, sizeof(home), &error)) {
		error_say(&error);
		return STATUS_BAD;
	}
	if (prepared_kernel_find(home, kernel, folder, &error)) {
		error_say(&error);
		folder[0] = '\0';
	}
	return STATUS_OK;
}

static int find_agent(char agent[PATH_ROOM])
{
	char home[PATH_MAX];
	struct error error = {0};

	if (suite_dir_find(home, sizeof(home), &error)) {
		error_say(&error);
		return STATUS_BAD;
	}
	path_print(agent, PATH_ROOM, "%s/build/agent", home);
	return STATUS_OK;
}

static bool has_mode(const char *kernel, const char *where,
		     const struct mode_info *mode, char *why, size_t size)
{
	return kernel ? prepared_kernel_has_mode(where, mode, why, size)
		      : running_kernel_has_mode(where, mode, why, size);
}

/* @kernel: NULL: the running one. */
static int list_modes(const char *kernel)
{
	const struct mode_info *modes[MODES_MAX];
	size_t count = modes_ordered(modes, MODES_MAX);
	char folder[PATH_ROOM], why[256];
	struct table *table;
	size_t columns;

	if (kernel ? find_kernel(kernel, folder) : find_agent(folder))
		return STATUS_BAD;
	columns = folder[0] ? 4 : 3;
	table = table_new(columns, columns);
	if (!table)
		return STATUS_BAD;
	for (size_t i = 0; i < count; i++) {
		table_add(table, "%s", modes[i]->name);
		if (folder[0])
			table_add(table, "%s",
				  has_mode(kernel, folder, modes[i], why,
					   sizeof(why))
					  ? "available"
					  : why);
		table_add(table, "%s", modes[i]->summary);
		table_add(table, "%s", modes[i]->precedent);
	}
	print(table);
	return STATUS_OK;
}

static int list_workloads(const char *unused)
{
	struct table *table = table_new(2, 2);

	(void)unused;
	if (!table)
		return STATUS_BAD;
	for (size_t i = 0; workloads[i]; i++) {
		table_add(table, "%s", workloads[i]->name);
		table_add(table, "%s", workloads[i]->summary);
	}
	print(table);
	return STATUS_OK;
}

static int list_venues(const char *unused)
{
	struct table *table = table_new(3, 3);

	(void)unused;
	if (!table)
		return STATUS_BAD;
	for (const struct venue *venue = venues; venue->name; venue++) {
		table_add(table, "%s", venue->name);
		table_add(table, "%s", venue->unit);
		table_add(table, "%s", venue->summary);
	}
	print(table);
	return STATUS_OK;
}

static void add_allowed(struct table *table, const struct cell_key *key)
{
	char min[64], max[64], words[128] = "";
	struct cell low = {0}, high = {0};

	if (key->kind == CELL_NAME) {
		table_add(table, "a name, or * for all");
		return;
	}
	if (key->kind == CELL_CHOICE) {
		for (size_t i = 0, n = 0; cell_choice(key, i); i++)
			n += (size_t)snprintf(words + n, sizeof(words) - n,
					      "%s%s", i ? ", " : "",
					      cell_choice(key, i));
		table_add(table, "%s", words);
		return;
	}
	*(uint64_t *)((char *)&low + key->offset) = key->min;
	*(uint64_t *)((char *)&high + key->offset) = key->max;
	cell_format(&low, key, min, sizeof(min));
	cell_format(&high, key, max, sizeof(max));
	table_add(table, "%s to %s", min, max);
}

/* It is no key of a cell: it stands for two. */
static void add_preset_key(struct table *table)
{
	char names[128];
	size_t n = 0;

	for (const struct preset *preset = presets; preset->name; preset++)
		n += (size_t)snprintf(names + n, sizeof(names) - n, "%s%s",
				      n ? ", " : "", preset->name);
	table_add(table, PRESET_KEY);
	table_add(table, "-");
	table_add(table, "%s", names);
	table_add(table, "chunk_size and removal of a driver (list presets)");
}

static int list_keys(const char *unused)
{
	struct table *table = table_new(4, 4);

	(void)unused;
	if (!table)
		return STATUS_BAD;
	for (const struct plan_key *key = plan_keys; key->name; key++) {
		table_add(table, "[plan] %s", key->name);
		table_add(table, "%s",
			  key->initial ? key->initial : "required");
		if (key->max)
			table_add(table, "%" PRIu64 " to %" PRIu64, key->min,
				  key->max);
		else
			table_add(table, "text");
		table_add(table, "%s", key->summary);
	}
	for (const struct cell_key *key = cell_keys; key->name; key++) {
		table_add(table, "%s", key->name);
		table_add(table, "%s",
			  key->initial ? key->initial : "required");
		add_allowed(table, key);
		table_add(table, "%s", key->summary);
	}
	add_preset_key(table);
	print(table);
	return STATUS_OK;
}

static int list_presets(const char *unused)
{
	struct table *table = table_new(5, 5);
	char chunk_size[64], removal[64];

	(void)unused;
	if (!table)
		return STATUS_BAD;
	for (const struct preset *preset = presets; preset->name; preset++) {
		struct cell cell = {.chunk_size = preset->chunk_size,
				    .removal = preset->removal};

		cell_format(&cell, cell_key_find("chunk_size"), chunk_size,
			    sizeof(chunk_size));
		cell_format(&cell, cell_key_find("removal"), removal,
			    sizeof(removal));
		table_add(table, "%s", preset->name);
		table_add(table, "%s", chunk_size);
		table_add(table, "%s", removal);
		table_add(table, "%s", preset->summary);
		table_add(table, "%s", preset->source);
	}
	print(table);
	return STATUS_OK;
}

static int is_plan(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return entry->d_name[0] != '.' && length > 4 &&
	       strcmp(entry->d_name + length - 4, ".ini") == 0;
}

static int add_plan(struct table *table, const char *folder, const char *file)
{
	char path[PATH_MAX], shown[PATH_MAX];
	struct error error = {0};
	struct plan *plan;

	path_print(path, sizeof(path), "%s/%s", folder, file);
	path_print(shown, sizeof(shown), "plans/%s", file);
	plan = plan_load(path, shown, NULL, 0, &error);
	if (!plan) {
		error_say(&error);
		return -1;
	}
	table_add(table, "%s", plan->name);
	table_add(table, "%zu cells", plan->count);
	table_add(table, "%s", plan->summary);
	plan_free(plan);
	return 0;
}

static int list_plans(const char *unused)
{
	char home[PATH_MAX], folder[PATH_ROOM];
	struct error error = {0};
	struct table *table;
	struct dirent **files;
	int count, status = STATUS_OK;

	(void)unused;
	if (suite_dir_find(home, sizeof(home), &error)) {
		error_say(&error);
		return STATUS_BAD;
	}
	path_print(folder, sizeof(folder), "%s/plans", home);
	count = scandir(folder, &files, is_plan, alphasort);
	table = count < 0 ? NULL : table_new(3, 3);
	if (!table) {
		say("cannot read the folder of plans, %s", folder);
		return STATUS_BAD;
	}
	for (int i = 0; i < count; i++) {
		if (add_plan(table, folder, files[i]->d_name))
			status = STATUS_BAD;
		free(files[i]);
	}
	free(files);
	print(table);
	return status;
}

struct topic {
	const char *name;
	int (*list)(const char *kernel); /* which only modes depend on */
};

static const struct topic topics[] = {
	{"modes", list_modes},
	{"workloads", list_workloads},
	{"plans", list_plans},
	{"venues", list_venues},
	{"keys", list_keys},
	{"presets", list_presets},
	{0},
};

struct options {
	const struct topic *topic;
	const char *kernel;
	const struct venue *venue;
};

static const struct argp_option argp_options[] = {
	{"kernel", 'k', "NAME|FOLDER", 0,
	 "Of modes: the prepared kernel that they are available on, "
	 "build/kernel/NAME or a folder like it; default: debian",
	 0},
	{"venue", 'v', "NAME", 0,
	 "Of modes: with host, those of the running kernel", 0},
	{0},
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;
	const struct topic **topic = &options->topic;

	switch (key) {
	case 'k':
		options->kernel = arg;
		return 0;
	case 'v':
		options->venue = venue_find(arg);
		if (!options->venue)
			argp_failure(state, STATUS_BAD, 0,
				     "list: unknown venue '%s'; see mnbench "
				     "list venues",
				     arg);
		return 0;
	case ARGP_KEY_ARG:
		if (*topic)
			argp_error(state, "only one of them at a time");
		for (*topic = topics; (*topic)->name; (*topic)++)
			if (strcmp((*topic)->name, arg) == 0)
				return 0;
		argp_failure(state, STATUS_BAD, 0,
			     "list: unknown '%s'; allowed: modes, workloads, "
			     "plans, venues, keys, presets",
			     arg);
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_failure(state, STATUS_BAD, 0,
			     "list: say what: modes, workloads, plans, venues, "
			     "keys or presets");
		return 0;
	case ARGP_KEY_END:
		if ((options->kernel || options->venue) &&
		    strcmp((*topic)->name, "modes") != 0)
			argp_failure(state, STATUS_BAD, 0,
				     "--%s goes with modes, not with %s",
				     options->kernel ? "kernel" : "venue",
				     (*topic)->name);
		if (options->kernel && options->venue && options->venue->here)
			argp_failure(state, STATUS_BAD, 0,
				     "--kernel '%s': venue %s is the running "
				     "kernel",
				     options->kernel, options->venue->name);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

int list_main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = argp_options,
		.parser = parse_option,
		.args_doc = "modes|workloads|plans|venues|keys|presets",
		.doc = "List what can be measured, with what and where; keys: "
		       "what a plan can say; presets: what drivers use.",
	};
	struct options options = {0};

	if (argp_parse(&argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	if (options.venue && options.venue->here)
		return options.topic->list(NULL);
	return options.topic->list(options.kernel ? options.kernel : "debian");
}
