// SPDX-License-Identifier: GPL-2.0-only
/* Taking back what the state file says that a run changed. */
#include "host/repair.h"

#include "host/change.h"
#include "host/module.h"
#include "host/state_file.h"

/* The agents of a run that was killed end within a moment. */
#define UNLOAD_WAIT_S 30

int host_repair(const struct host_paths *paths, bool *any, struct error *error)
{
	json_t *state;
	int ret = 0;

	*any = false;
	if (state_read(paths, &state, error))
		return -1;
	if (!state)
		return 0;
	*any = true;
	/* The module first: what is measured still runs until it can go. */
	if (json_is_true(json_object_get(state, "module")))
		ret = module_unload(UNLOAD_WAIT_S, error);
	if (changes_undo(json_object_get(state, "changes"), error))
		ret = -1;
	if (!ret)
		state_remove(paths);
	json_decref(state);
	return ret;
}
