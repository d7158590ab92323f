// SPDX-License-Identifier: GPL-2.0-only
/* Describing machine, build and host in JSON. */
#include "run/environment_record.h"

#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "lib/path.h"
#include "lib/process.h"
#include "lib/sha256.h"
#include "lib/version.h"

#if defined(__clang__)
#define COMPILER "clang " __clang_version__
#else
#define COMPILER "gcc " __VERSION__
#endif

/* An argument without the name of the boot's folder, which differs. */
static json_t *argument(const char *text, const char *folder)
{
	size_t length = strlen(folder);
	const char *at = strstr(text, folder);

	if (at && at[length] == '/')
		return json_sprintf("%.*s%s", (int)(at - text), text,
				    at + length + 1);
	return json_string(text);
}

/* A program without the folder that it was found in. */
static json_t *program_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return json_string(slash ? slash + 1 : path);
}

/* The file `command` holds an argument a line. */
static json_t *read_command(const char *folder)
{
	char path[PATH_ROOM];
	json_t *command = json_array();
	char *line = NULL;
	size_t size = 0;
	FILE *file;

	path_print(path, sizeof(path), "%s/command", folder);
	file = fopen(path, "r");
	while (file && getline(&line, &size, file) > 0) {
		bool first = json_array_size(command) == 0;

		line[strcspn(line, "\n")] = '\0';
		json_array_append_new(command, first ? program_name(line)
						     : argument(line, folder));
	}
	free(line);
	if (file)
		fclose(file);
	return command;
}

/* The file `settings` holds a line "NAME VALUE" each; NULL: there is none. */
static json_t *read_settings(const char *folder)
{
	char path[PATH_ROOM], line[512];
	json_t *settings;
	FILE *file;

	path_print(path, sizeof(path), "%s/settings", folder);
	file = fopen(path, "re");
	if (!file)
		return NULL;
	settings = json_object();
	while (fgets(line, sizeof(line), file)) {
		char *value = strchr(line, ' ');

		line[strcspn(line, "\n")] = '\0';
		if (!value)
			continue;
		*value++ = '\0';
		json_object_set_new(settings, line, json_string(value));
	}
	fclose(file);
	return settings;
}

json_t *record_machine(const char *boot_folder, uint64_t memory_mb,
		       struct error *error)
{
	json_t *command = read_command(boot_folder), *machine, *settings;
	const char *program = json_string_value(json_array_get(command, 0));
	char *argv[] = {(char *)program, "--version", NULL};
	char version[256] = "none";

	if (!program || (memory_mb && process_run(argv, false, version,
						  sizeof(version)) != 0)) {
		error_set(error, "'%s --version' failed",
			  program ? program : "QEMU");
		json_decref(command);
		return NULL;
	}
	version[strcspn(version, "\n")] = '\0';
	machine = json_pack("{s:s, s:o, s:I}", "qemu", version, "command",
			    command, "memory_mb", (json_int_t)memory_mb);
	settings = read_settings(boot_folder);
	if (machine && settings)
		json_object_set_new(machine, "settings", settings);
	return machine;
}

json_t *record_build(const char *module, const char *agent, struct error *error)
{
	char module_sha256[SHA256_ROOM] = "none", agent_sha256[SHA256_ROOM];

	if ((module && sha256_of_file(module, module_sha256, error)) ||
	    sha256_of_file(agent, agent_sha256, error))
		return NULL;
	return json_pack("{s:s, s:s, s:s, s:s}", "mnbench", mnbench_version,
			 "compiler", COMPILER, "module_sha256", module_sha256,
			 "agent_sha256", agent_sha256);
}

static json_t *date(time_t when)
{
	char text[32];
	struct tm tm;

	gmtime_r(&when, &tm);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &tm);
	return json_string(text);
}

static json_t *host_cpu(void)
{
	FILE *file = fopen("/proc/cpuinfo", "r");
	json_t *cpu = NULL;
	char line[512];

	while (file && !cpu && fgets(line, sizeof(line), file)) {
		char *colon = strchr(line, ':');

		line[strcspn(line, "\n")] = '\0';
		if (colon && colon[1] && strncmp(line, "model name", 10) == 0)
			cpu = json_string(colon + 2);
	}
	if (file)
		fclose(file);
	return cpu ? cpu : json_string("unknown");
}

/* Seconds, rounded to a millisecond. */
static json_t *seconds(double s)
{
	return json_real((double)(long long)(s * 1000 + 0.5) / 1000);
}

json_t *record_host(time_t started, time_t finished, double wall_s,
		    const struct effort *efforts, size_t count)
{
	char hostname[HOST_NAME_MAX + 1] = "unknown";
	json_t *batches = json_array(), *boots = json_array();

	gethostname(hostname, sizeof(hostname) - 1);
	for (size_t i = 0; i < count; i++) {
		json_array_append_new(batches,
				      json_pack("{s:o}", "wall_s",
						seconds(efforts[i].wall_s)));
		json_array_append_new(
			boots, json_integer((json_int_t)efforts[i].boots));
	}
	return json_pack("{s:o, s:o, s:s, s:o, s:o, s:o, s:o}", "started",
			 date(started), "finished", date(finished), "hostname",
			 hostname, "wall_s", seconds(wall_s), "cpu", host_cpu(),
			 "batches", batches, "boots", boots);
}
