// SPDX-License-Identifier: GPL-2.0-only
/* Asking whether the module may be loaded. */
#include "host/confirm.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "host/taint.h"
#include "lib/message.h"

static bool answer_is_yes(void)
{
	char answer[16];

	fputs("Load it? [y/N] ", stderr);
	fflush(stderr);
	if (!fgets(answer, sizeof(answer), stdin))
		return false;
	answer[strcspn(answer, "\n")] = '\0';
	return strcmp(answer, "y") == 0 || strcmp(answer, "yes") == 0;
}

static void say_what_happens(const struct host_paths *paths,
			     const char *release, const char *module)
{
	unsigned long taint = taint_read(paths);
	char now[TAINT_TEXT_MAX], more[TAINT_TEXT_MAX];

	taint_text(taint, now);
	taint_text(taint_of_module() & ~taint, more);
	say_note("%s goes into the running kernel %s, and is unloaded after "
		 "the run",
		 module, release);
	say_note("taint until the next reboot: %s now; the module adds at "
		 "most: %s",
		 now, more);
}

int confirm_module(const struct host_paths *paths, const char *release,
		   const char *module, bool yes, struct error *error)
{
	if (!yes && !isatty(STDIN_FILENO))
		return error_set(error,
				 "--module loads %s into the running kernel: "
				 "confirm that with --yes, because there is no "
				 "terminal to ask on",
				 module);
	say_what_happens(paths, release, module);
	if (yes || answer_is_yes())
		return 0;
	return error_set(error, "not confirmed: nothing was loaded");
}
