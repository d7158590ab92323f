// SPDX-License-Identifier: GPL-2.0-only
/* Release, configuration and modes of the running kernel. */
#include "run/running_kernel.h"

#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "lib/path.h"
#include "lib/process.h"

void running_release(char *release, size_t size)
{
	struct utsname name;

	uname(&name);
	snprintf(release, size, "%s", name.release);
}

int running_config_sha256(char digest[SHA256_ROOM], struct error *error)
{
	char release[128], boot[PATH_ROOM];

	if (access("/proc/config.gz", R_OK) == 0)
		return sha256_of_file("/proc/config.gz", digest, error);
	running_release(release, sizeof(release));
	path_print(boot, sizeof(boot), "/boot/config-%s", release);
	if (access(boot, R_OK) == 0)
		return sha256_of_file(boot, digest, error);
	snprintf(digest, SHA256_ROOM, "absent");
	return 0;
}

bool running_kernel_has_mode(const char *agent, const struct mode_info *mode,
			     char *why, size_t size)
{
	char *argv[] = {(char *)agent, "--probe", (char *)mode->name, NULL};

	if (process_run(argv, true, why, size) == 0)
		return true;
	if (!why[0])
		snprintf(why, size, "the agent could not try it");
	return false;
}
