// SPDX-License-Identifier: GPL-2.0-only
/* Changing the machine for a run, and taking the changes back. */
#include "host/session.h"

#include <string.h>
#include <unistd.h>

#include "host/change.h"
#include "host/module.h"
#include "host/repair.h"
#include "host/state_file.h"
#include "host/taint.h"
#include "lib/message.h"

/* How long a guardian may take to end, which unloads the module. */
#define LOCK_WAIT_S 40

static int write_state(const struct host_session *s, struct error *error)
{
	json_t *state = json_pack("{s:b, s:O}", "module", s->module != NULL,
				  "changes", s->changes);
	int ret = state ? state_write(&s->paths, state, error)
			: error_set(error, "out of memory");

	json_decref(state);
	return ret;
}

/* The lock is held: nobody else changes the machine. */
static int change(struct host_session *s, struct error *error)
{
	if (s->module && module_is_loaded(&s->paths))
		return error_set(error, "a module mnbench is loaded already, "
					"and not by this run");
	if (write_state(s, error))
		return -1;
	if (guardian_start(&s->guardian, &s->paths, error)) {
		state_remove(&s->paths);
		return -1;
	}
	if (changes_make(s->changes, error) || write_state(s, error))
		return -1;
	return s->module ? module_load(s->module, error) : 0;
}

int host_session_begin(struct host_session *session,
		       const struct host_paths *paths, const char *module,
		       const char *settings, struct error *error)
{
	struct host_session *s = session;
	bool any;

	*s = (struct host_session){.paths = *paths, .lock = -1};
	if (!module && !settings)
		return 0;
	s->lock = state_lock(paths, LOCK_WAIT_S, error);
	if (s->lock < 0)
		return -1;
	s->module = module;
	s->taint = taint_read(paths);
	if (!host_repair(paths, &any, error))
		s->changes = settings ? changes_list(paths, settings, error)
				      : json_array();
	if (s->changes && !change(s, error))
		return 0;
	host_session_end(s, NULL);
	return -1;
}

static json_t *settings_json(const json_t *changes)
{
	json_t *settings = json_object(), *change;
	size_t i;

	json_array_foreach(changes, i, change) {
		const char *path =
			json_string_value(json_object_get(change, "path"));

		json_object_set_new(
			settings, path,
			json_pack("{s:O, s:O}", "before",
				  json_object_get(change, "before"), "after",
				  json_object_get(change, "after")));
	}
	return settings;
}

json_t *host_session_json(const struct host_session *session)
{
	if (session->lock < 0)
		return NULL;
	return json_pack("{s:o, s:{s:I, s:I}}", "settings",
			 settings_json(session->changes), "taint", "before",
			 (json_int_t)session->taint, "after",
			 (json_int_t)taint_read(&session->paths));
}

static void say_taint(const struct host_session *s)
{
	unsigned long taint = taint_read(&s->paths);
	char text[TAINT_TEXT_MAX];

	taint_text(taint, text);
	say_note("the module is unloaded; taint until the next reboot: %s%s",
		 text, taint == s->taint ? ", as before" : "");
}

int host_session_end(struct host_session *session, struct error *error)
{
	struct host_session *s = session;
	int ret = 0;

	if (s->lock < 0)
		return 0;
	if (s->guardian.pid)
		ret = guardian_finish(&s->guardian, &s->paths, error);
	if (s->module && !ret && error)
		say_taint(s);
	json_decref(s->changes);
	s->changes = NULL;
	close(s->lock);
	s->lock = -1;
	return ret;
}

int host_session_repair(const struct host_paths *paths, bool *any,
			struct error *error)
{
	int lock, ret;

	*any = false;
	if (!state_exists(paths))
		return 0;
	lock = state_lock(paths, LOCK_WAIT_S, error);
	if (lock < 0)
		return -1;
	ret = host_repair(paths, any, error);
	close(lock);
	if (!ret && *any)
		say("took back what a run that was killed had changed on this "
		    "machine");
	return ret;
}
