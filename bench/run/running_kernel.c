// SPDX-License-Identifier: GPL-2.0-only
#include "run/running_kernel.h"

#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "run/environment.h"
#include "lib/path.h"
#include "lib/process.h"
#include "lib/message.h"

void here_release(char *release, size_t size)
{
	struct utsname name;

	uname(&name);
	snprintf(release, size, "%s", name.release);
}

int here_config_sha256(char digest[65], char *error, size_t size)
{
	char release[128], boot[PATH_ROOM];

	if (access("/proc/config.gz", R_OK) == 0)
		return facts_sha256("/proc/config.gz", digest, error, size);
	here_release(release, sizeof(release));
	path_print(boot, sizeof(boot), "/boot/config-%s", release);
	if (access(boot, R_OK) == 0)
		return facts_sha256(boot, digest, error, size);
	snprintf(digest, 65, "absent");
	return 0;
}

bool here_has_mode(const char *agent, const struct mode_info *mode, char *why,
		   size_t size)
{
	char *argv[] = {(char *)agent, "--probe", (char *)mode->name, NULL};

	if (process_run(argv, true, why, size) == 0)
		return true;
	if (!why[0])
		snprintf(why, size, "cannot be probed");
	return false;
}
