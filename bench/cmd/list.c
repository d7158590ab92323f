// SPDX-License-Identifier: GPL-2.0-only
/* mnbench list: what can be measured, and where, and the keys of a plan. */
#include <argp.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "common/modes.h"
#include "common/presets.h"
#include "lib/exit.h"
#include "lib/memory.h"
#include "lib/message.h"
#include "lib/nearest.h"
#include "lib/path.h"
#include "lib/suite_dir.h"
#include "lib/suite_layout.h"
#include "plan/plan.h"
#include "plan/plan_names.h"
#include "plan/venue.h"
#include "print/line_width.h"
#include "print/list.h"
#include "print/table.h"
#include "print/wrap.h"
#include "run/kernel_facts.h"
#include "run/prepared_kernel.h"
#include "run/running_kernel.h"
#include "workload.h"

/* The last of @columns columns is text. */
static int print(struct table *table, size_t columns)
{
	int width = line_width();
	FILE *to = wrap_open(stdout, width);

	table_print_fit(table, columns - 1, width, to);
	fclose(to);
	table_free(table);
	return STATUS_OK;
}

static int find_suite_dir(char suite_dir[PATH_MAX])
{
	struct error error = {0};

	if (!suite_dir_find(suite_dir, PATH_MAX, &error))
		return STATUS_OK;
	error_say(&error);
	return STATUS_BAD;
}

/* @kernel: the prepared kernel that modes are for; NULL: the running one. */
static int list_modes(const char *kernel)
{
	const struct mode_info *infos[MODES_MAX];
	struct listed_mode modes[MODES_MAX];
	size_t count = modes_ordered(infos, MODES_MAX);
	char suite_dir[PATH_MAX], path[PATH_ROOM]; /* of the kernel or agent */
	struct error error = {0};
	bool known = true;

	if (find_suite_dir(suite_dir))
		return STATUS_BAD;
	suite_agent(suite_dir, path, sizeof(path));
	if (kernel && prepared_kernel_find(suite_dir, kernel, path, &error)) {
		error_say(&error);
		known = false;
	}
	for (size_t i = 0; i < count; i++) {
		struct listed_mode *mode = &modes[i];

		mode->info = infos[i];
		mode->available =
			known &&
			(kernel ? prepared_kernel_has_mode(path, mode->info,
							   mode->why,
							   sizeof(mode->why))
				: running_kernel_has_mode(path, mode->info,
							  mode->why,
							  sizeof(mode->why)));
	}
	return print(list_modes_table(modes, count, known), known ? 3 : 2);
}

/* @kernel: as in list_modes(). */
static int list_workloads(const char *kernel)
{
	struct listed_workload *listed;
	char suite_dir[PATH_MAX], folder[PATH_MAX], agent[PATH_ROOM];
	char lacking[PATH_ROOM + 4] = "";
	struct kernel_facts facts = {0};
	struct error error = {0};
	bool known = true;
	size_t count = 0;
	int status;

	if (find_suite_dir(suite_dir))
		return STATUS_BAD;
	if (!kernel) {
		kernel_facts_of_running(&facts);
	} else if (!prepared_kernel_find(suite_dir, kernel, folder, &error)) {
		kernel_facts_of(&facts, folder);
	} else {
		error_say(&error);
		known = false;
	}
	suite_agent(suite_dir, agent, sizeof(agent));
	if (!suite_agent_jemalloc(agent, folder, sizeof(folder)))
		path_print(lacking, sizeof(lacking), "no %s", folder);
	while (workloads[count])
		count++;
	listed = must_alloc(count, sizeof(*listed));
	for (size_t i = 0; i < count; i++) {
		listed[i].workload = workloads[i];
		listed[i].available =
			known &&
			kernel_facts_allow(&facts, workloads[i], listed[i].why,
					   sizeof(listed[i].why));
	}
	status = print(list_workloads_table(listed, count, known,
					    lacking[0] ? lacking : NULL),
		       known ? 3 : 2);
	kernel_facts_free(&facts);
	free(listed);
	return status;
}

static int list_venues(const char *unused)
{
	(void)unused;
	return print(list_venues_table(), 3);
}

static int list_keys(const char *unused)
{
	(void)unused;
	return print(list_keys_table(), 3);
}

static int list_presets(const char *unused)
{
	(void)unused;
	return print(list_presets_table(), 3);
}

static int add_plan(struct table *table, const char *suite_dir,
		    const char *name)
{
	char path[PATH_ROOM], shown[PATH_ROOM];
	struct error error = {0};
	struct plan *plan;

	plan_path(suite_dir, name, path, sizeof(path));
	path_print(shown, sizeof(shown), "plans/%s.ini", name);
	plan = plan_load(path, shown, NULL, 0, &error);
	if (!plan) {
		error_say(&error);
		return -1;
	}
	table_add(table, "%s", name);
	table_add(table, "%zu cells", plan->count);
	table_add(table, "%s", plan->summary);
	plan_free(plan);
	return 0;
}

static int list_plans(const char *unused)
{
	char suite_dir[PATH_MAX];
	struct error error = {0};
	struct plan_names names;
	struct table *table;
	int status = STATUS_OK;

	(void)unused;
	if (find_suite_dir(suite_dir))
		return STATUS_BAD;
	if (plan_names_list(&names, suite_dir, &error)) {
		error_say(&error);
		plan_names_free(&names);
		return STATUS_BAD;
	}
	table = table_new(3, 3);
	for (size_t i = 0; i < names.count; i++)
		if (add_plan(table, suite_dir, names.name[i]))
			status = STATUS_BAD;
	plan_names_free(&names);
	print(table, 3);
	return status;
}

struct topic {
	const char *name;
	/* Only modes and workloads depend on it. */
	int (*list)(const char *kernel);
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
	const struct preset *preset; /* the one to list with its sources */
};

static const struct argp_option argp_options[] = {
	{"kernel", 'k', "NAME|FOLDER", 0,
	 "With modes and workloads: say whether they are available on this "
	 "prepared kernel, "
	 "build/kernel/NAME or a folder like it; default: debian",
	 0},
	{"venue", 'v', "NAME", 0,
	 "With modes and workloads: 'host' says whether they are available on "
	 "the running kernel",
	 0},
	{0},
};

static void refuse_topic(const char *name, const struct argp_state *state)
{
	struct nearest nearest = nearest_begin(name);
	char hint[NEAREST_HINT_MAX];

	for (const struct topic *topic = topics; topic->name; topic++)
		nearest_try(&nearest, topic->name);
	argp_failure(state, STATUS_BAD, 0,
		     "unknown list '%s'%s%s modes, workloads, plans, venues, "
		     "keys, presets",
		     name, nearest_hint(&nearest, hint),
		     nearest.name ? " Allowed:" : "; allowed:");
}

/* The word behind the topic: the name of a preset. */
static void take_name(struct options *options, const char *name,
		      const struct argp_state *state)
{
	struct nearest nearest = nearest_begin(name);
	char hint[NEAREST_HINT_MAX], names[256];

	if (options->preset || strcmp(options->topic->name, "presets") != 0)
		argp_failure(state, STATUS_BAD, 0,
			     "'%s' is one list too many; allowed: one", name);
	options->preset = preset_find(name);
	if (options->preset)
		return;
	for (size_t i = 0; preset_at(i); i++)
		nearest_try(&nearest, preset_at(i)->name);
	preset_names(", ", names, sizeof(names));
	argp_failure(state, STATUS_BAD, 0, "unknown preset '%s'%s%s %s", name,
		     nearest_hint(&nearest, hint),
		     nearest.name ? " Allowed:" : "; allowed:", names);
}

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
				     "unknown venue '%s'; see mnbench "
				     "list venues",
				     arg);
		return 0;
	case ARGP_KEY_ARG:
		if (*topic) {
			take_name(options, arg, state);
			return 0;
		}
		for (*topic = topics; (*topic)->name; (*topic)++)
			if (strcmp((*topic)->name, arg) == 0)
				return 0;
		refuse_topic(arg, state);
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_failure(state, STATUS_BAD, 0,
			     "name what to list: modes, workloads, plans, "
			     "venues, keys or presets");
		return 0;
	case ARGP_KEY_END:
		if ((options->kernel || options->venue) &&
		    strcmp((*topic)->name, "modes") != 0 &&
		    strcmp((*topic)->name, "workloads") != 0)
			argp_failure(state, STATUS_BAD, 0,
				     "--%s goes with modes and workloads, not "
				     "with %s",
				     options->kernel ? "kernel" : "venue",
				     (*topic)->name);
		if (options->kernel && options->venue &&
		    options->venue->runs_on_host)
			argp_failure(state, STATUS_BAD, 0,
				     "--kernel '%s': venue %s is the running "
				     "kernel",
				     options->kernel, options->venue->name);
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

const struct argp list_argp = {
	.options = argp_options,
	.parser = parse_option,
	.args_doc = "modes|workloads|plans|venues|keys|presets [PRESET]",
	.doc = "List modes, workloads, plans or venues, the keys of a "
	       "plan, or the presets: real drivers, each a mode with its "
	       "policies. With the name of a preset: where the driver's source "
	       "says so.\v"
	       "Exit status: 0; 2 bad input.\n\n"
	       "Examples:\n"
	       "  mnbench list plans\n"
	       "  mnbench list modes --kernel debian\n"
	       "  mnbench list modes --venue host\n"
	       "  mnbench list presets xe",
};

int list_main(int argc, char **argv)
{
	struct options options = {0};

	if (argp_parse(&list_argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	if (options.preset)
		return print(list_preset_table(options.preset), 3);
	if (options.venue && options.venue->runs_on_host)
		return options.topic->list(NULL);
	return options.topic->list(options.kernel ? options.kernel
						  : PREPARED_KERNEL_DEFAULT);
}
