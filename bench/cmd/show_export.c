// SPDX-License-Identifier: GPL-2.0-only
/* Writing results for trackers of performance. */
#include "cmd/show_export.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "lib/path.h"
#include "print/json.h"
#include "print/result_asv.h"
#include "print/result_lnt.h"

static int fail(const char *path, struct error *error)
{
	return error_set(error, "cannot write %s: %s", path, strerror(errno));
}

/* Write @value, which is freed. */
static int write_file(const char *path, json_t *value, struct error *error)
{
	FILE *to = fopen(path, "we");
	int bad;

	if (!to) {
		json_decref(value);
		return fail(path, error);
	}
	if (json_print(value, to, error)) {
		fclose(to);
		return -1;
	}
	bad = ferror(to);
	return fclose(to) || bad ? fail(path, error) : 0;
}

static int make_folder(const char *path, struct error *error)
{
	return mkdir(path, 0777) && errno != EEXIST ? fail(path, error) : 0;
}

/* A machine of asv is a folder: runs of a venue are comparable in it. */
static void machine_name(const struct result *result, char *name, size_t size)
{
	snprintf(name, size, "mnbench-%s", result->venue);
}

/* The benchmarks of a result, and those of others that the file has. */
static json_t *benchmarks(const char *path, const struct result *result)
{
	json_t *all = result_asv_benchmarks(result);
	json_t *others = json_load_file(path, 0, NULL);

	if (json_is_object(others))
		json_object_update_missing(all, others);
	json_decref(others);
	return all;
}

int show_export_asv(const struct result *result, const char *folder,
		    const char *commit, struct error *error)
{
	char name[64], machine[PATH_ROOM], path[PATH_ROOM + 300];

	machine_name(result, name, sizeof(name));
	path_print(machine, sizeof(machine), "%s/%s", folder, name);
	if (make_folder(folder, error) || make_folder(machine, error))
		return -1;
	path_print(path, sizeof(path), "%s/benchmarks.json", folder);
	if (write_file(path, benchmarks(path, result), error))
		return -1;
	path_print(path, sizeof(path), "%s/machine.json", machine);
	if (write_file(path, result_asv_machine(result, name), error))
		return -1;
	path_print(path, sizeof(path), "%s/%s-mnbench-%s.json", machine, commit,
		   result->plan);
	return write_file(path, result_asv_run(result, name, commit), error);
}

int show_export_lnt(const struct result *result, const char *order,
		    struct error *error)
{
	return json_print(result_lnt(result, order), stdout, error);
}
