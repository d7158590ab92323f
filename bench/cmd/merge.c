// SPDX-License-Identifier: GPL-2.0-only
/*
 * mnbench merge: the result of a run whose batches were measured in parts, by
 * `mnbench run --shard`. Batches do not depend on where they were measured, so
 * the result is that of one machine.
 */
#include <argp.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cmd/commands.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "lib/path.h"
#include "plan/aa_arms.h"
#include "plan/plan.h"
#include "result/partial.h"
#include "result/store.h"
#include "run/collection.h"
#include "run/run_folder.h"

struct merge {
	char **parts;
	size_t count;
	const char *output;
	json_t *header;
	struct plan *plan;
	struct batches *batches;
	struct collection *collection;
	struct error error;
};

static const struct argp_option argp_options[] = {
	{"output", 'o', "FILE", 0, "The result file", 0},
	{0},
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct merge *merge = state->input;

	switch (key) {
	case 'o':
		merge->output = arg;
		return 0;
	case ARGP_KEY_ARGS:
		merge->parts = state->argv + state->next;
		merge->count = (size_t)(state->argc - state->next);
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_failure(state, STATUS_BAD, 0,
			     "merge: say which parts to merge");
		return 0;
	case ARGP_KEY_END:
		if (!merge->output)
			argp_failure(state, STATUS_BAD, 0,
				     "merge: say where to with -o FILE");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int skip_line(void *user, const json_t *line, struct error *error)
{
	(void)user;
	(void)line;
	(void)error;
	return 0;
}

/* All parts must be of one run. */
static int read_headers(struct merge *m)
{
	for (size_t i = 0; i < m->count; i++) {
		json_t *header =
			partial_read(m->parts[i], skip_line, NULL, &m->error);
		const char *differs;

		if (!header)
			return -1;
		if (!m->header) {
			m->header = header;
			continue;
		}
		differs = headers_differ(m->header, header);
		json_decref(header);
		if (differs)
			return error_set(
				&m->error,
				"%s and %s are of different runs: their "
				"%s differs",
				m->parts[0], m->parts[i], differs);
	}
	return 0;
}

/* A plan is read from a file that has its name. */
static int load_plan_text(struct merge *m, const char *folder, const char *name,
			  const char *text, char **set, size_t set_count)
{
	char path[PATH_ROOM];
	FILE *file;

	path_print(path, sizeof(path), "%s/%s.ini", folder, name);
	file = fopen(path, "w");
	if (!file || fputs(text, file) < 0 || fclose(file))
		return error_set(&m->error, "%s: %s", path, strerror(errno));
	m->plan = plan_load(path, name, set, set_count, &m->error);
	return m->plan ? 0 : -1;
}

static int load_plan(struct merge *m)
{
	const json_t *plan = json_object_get(m->header, "plan");
	const json_t *sets = json_object_get(plan, "set");
	const char *name = json_string_value(json_object_get(plan, "name"));
	const char *text = json_string_value(json_object_get(plan, "text"));
	size_t count = json_array_size(sets);
	char **set = calloc(count + 1, sizeof(*set));
	char folder[] = "/tmp/mnbench-merge-XXXXXX";
	int ret;

	for (size_t i = 0; set && i < count; i++)
		set[i] = (char *)json_string_value(json_array_get(sets, i));
	if (!set || !name || !text || strchr(name, '/') || !mkdtemp(folder)) {
		free(set);
		return error_set(&m->error,
				 "%s: damaged: it does not tell its plan",
				 m->parts[0]);
	}
	ret = load_plan_text(m, folder, name, text, set, count);
	run_folder_remove(folder);
	free(set);
	return ret;
}

static int begin_collection(struct merge *m)
{
	const char *name =
		json_string_value(json_object_get(m->header, "venue"));
	const char *config =
		json_string_value(json_object_get(m->header, "config_sha256"));
	const struct venue *venue = name ? venue_find(name) : NULL;
	const char *differs;

	if (venue && venue->timed && aa_arms_add(m->plan, &m->error))
		return -1;
	m->batches = batches_cut(m->plan);
	if (venue && config && m->batches)
		m->collection =
			collection_new(m->plan, m->batches, venue,
				       json_object_get(m->header, "build"),
				       config);
	if (!m->collection)
		return error_set(&m->error, "%s: damaged, or out of memory",
				 m->parts[0]);
	differs = headers_differ(m->header, m->collection->header);
	if (differs)
		return error_set(
			&m->error,
			"%s: this mnbench reads its plan otherwise (%s); "
			"merge with the one that measured it",
			m->parts[0], differs);
	return 0;
}

static int take_parts(struct merge *m)
{
	const struct collection *c = m->collection;

	for (size_t i = 0; i < m->count; i++) {
		json_t *header = partial_read(m->parts[i], collection_take_line,
					      m->collection, &m->error);

		json_decref(header);
		if (!header)
			return error_place(&m->error, m->parts[i], 0);
	}
	for (size_t i = 0; i < m->batches->count; i++)
		if (!c->done[i])
			return error_set(
				&m->error,
				"batch %zu of %zu is in no part: %zu are "
				"there",
				i + 1, m->batches->count, c->done_count);
	return 0;
}

static int store(struct merge *m)
{
	double wall_s = 0;
	json_t *root;
	int ret;

	for (size_t i = 0; i < m->batches->count; i++)
		wall_s += m->collection->efforts[i].wall_s;
	root = collection_result(m->collection, time(NULL), wall_s, &m->error);
	ret = root ? store_result(m->output, root, &m->error) : -1;
	json_decref(root);
	return ret;
}

int merge_main(int argc, char **argv)
{
	static const struct argp argp = {
		.options = argp_options,
		.parser = parse_option,
		.args_doc = "PART...",
		.doc = "Make the result of a run from the parts that "
		       "'mnbench run --shard' stored.",
	};
	struct merge m = {0};
	int status = STATUS_OK;

	if (argp_parse(&argp, argc, argv, 0, NULL, &m))
		return STATUS_BAD;
	if (store_check(m.output, &m.error) || read_headers(&m) ||
	    load_plan(&m) || begin_collection(&m) || take_parts(&m) ||
	    store(&m)) {
		error_say(&m.error);
		status = STATUS_BAD;
	} else {
		say_note("stored: %s", m.output);
	}
	collection_free(m.collection);
	batches_free(m.batches);
	plan_free(m.plan);
	json_decref(m.header);
	return status;
}
