// SPDX-License-Identifier: GPL-2.0-only
/* Finding and preparing a side of mnbench ab. */
#include "run/ab_side.h"

#include <dirent.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/process.h"

/*
 * Run vm/side.sh. @text gets what it prints: its answer, or if that is not
 * status 0 its message.
 */
static int run_script(const char *suite_dir, const char *action,
		      const char *kernel, const char *spec, char *text,
		      size_t size)
{
	char script[PATH_ROOM];
	char *argv[] = {"sh",
			"-c",
			"exec \"$0\" \"$@\" 2>&1",
			script,
			(char *)action,
			(char *)kernel,
			(char *)spec,
			NULL};

	path_print(script, sizeof(script), "%s/vm/side.sh", suite_dir);
	return process_run(argv, false, text, size);
}

static bool has_ending(const char *name, const char *ending)
{
	size_t length = strlen(name), tail = strlen(ending);

	return length > tail && strcmp(name + length - tail, ending) == 0;
}

static bool holds_results(const char *folder)
{
	DIR *dir = opendir(folder);
	struct dirent *entry;
	bool holds = false;

	while (dir && !holds && (entry = readdir(dir)))
		holds = has_ending(entry->d_name, ".json");
	if (dir)
		closedir(dir);
	return holds;
}

static bool is_result(const char *spec)
{
	struct stat st;

	if (stat(spec, &st))
		return false;
	return S_ISREG(st.st_mode) ||
	       (S_ISDIR(st.st_mode) && holds_results(spec));
}

int ab_side_find(struct ab_side *side, const char *suite_dir,
		 const char *kernel, const char *spec, struct error *error)
{
	char text[2 * PATH_ROOM], *rest = text;
	const char *kind, *lasting, *prepared;

	*side = (struct ab_side){.spec = spec, .kind = AB_RESULT};
	if (is_result(spec)) {
		path_print(side->result, sizeof(side->result), "%s", spec);
		return 0;
	}
	if (run_script(suite_dir, "--check", kernel, spec, text,
		       sizeof(text)) != 0)
		return error_set(error, "%s", text);
	kind = strtok_r(rest, "\n", &rest);
	lasting = strtok_r(rest, "\n", &rest);
	prepared = strtok_r(rest, "\n", &rest);
	if (!kind || !lasting || !prepared)
		return error_set(error, "'%s': vm/side.sh does not answer",
				 spec);
	side->kind = strcmp(kind, "kernel") == 0 ? AB_KERNEL : AB_MODULE;
	path_print(side->lasting, sizeof(side->lasting), "%s", lasting);
	path_print(side->kernel, sizeof(side->kernel), "%s", prepared);
	return 0;
}

int ab_side_prepare(struct ab_side *side, const char *suite_dir,
		    const char *kernel, struct error *error)
{
	char script[PATH_ROOM];
	char *argv[] = {script, (char *)kernel, (char *)side->spec, NULL};

	if (side->kind == AB_RESULT)
		return 0;
	path_print(script, sizeof(script), "%s/vm/side.sh", suite_dir);
	if (process_run_shown(argv))
		return error_set(error, "'%s' cannot be built", side->spec);
	if (run_script(suite_dir, "--label", kernel, side->spec, side->label,
		       sizeof(side->label)) == 0)
		return 0;
	return error_set(error, "'%s' has no name: %s", side->spec,
			 side->label);
}
