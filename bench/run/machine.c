// SPDX-License-Identifier: GPL-2.0-only
/* What a run may do to the machine that it measures. */
#include "run/machine.h"

#include <unistd.h>

#include "host/change.h"
#include "host/confirm.h"
#include "host/session.h"
#include "host/state_file.h"

/* What a killed run has left would be measured, or stand in the way. */
int machine_repair(const struct venue *venue, struct error *error)
{
	const struct host_paths paths = HOST_PATHS;
	bool any;

	if (!venue->runs_on_host || geteuid() != 0)
		return 0;
	return host_session_repair(&paths, &any, error);
}

int machine_check_settings(const struct venue *venue, const char *settings,
			   struct error *error)
{
	const struct host_paths paths = HOST_PATHS;
	json_t *changes;

	if (!settings)
		return 0;
	if (!venue->timed)
		return error_set(error,
				 "--settings: times in venue %s do not depend "
				 "on this machine; allowed: in timed venues",
				 venue->name);
	if (geteuid() != 0)
		return error_set(error, "--settings: only root may change the "
					"settings of this machine");
	changes = changes_list(&paths, settings, error);
	json_decref(changes);
	return changes ? 0 : -1;
}

int machine_check(struct environment *environment,
		  const struct run_options *options, struct error *error)
{
	const struct host_paths paths = HOST_PATHS;

	if (machine_check_settings(environment->venue, options->settings,
				   error))
		return -1;
	if (options->module &&
	    environment_use_module(environment, options->module, false, error))
		return -1;
	return options->module || options->settings
		       ? state_make_folder(&paths, error)
		       : 0;
}

int machine_confirm(const struct environment *environment,
		    const struct run_options *options, struct error *error)
{
	const struct host_paths paths = HOST_PATHS;

	return options->module ? confirm_module(&paths, environment->kernel,
						environment->module,
						options->yes, error)
			       : 0;
}
