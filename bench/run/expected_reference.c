// SPDX-License-Identifier: GPL-2.0-only
/* Looking for the reference of a run before the run. */
#include "run/expected_reference.h"

#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "judge/plan_same.h"
#include "judge/result_files.h"
#include "lib/path.h"
#include "lib/process.h"
#include "result/result.h"
#include "run/environment_record.h"
#include "run/record.h"

#define EMULATORS "qemu-system-" /* how the names of QEMU's begin */
#define HOW_TO_MAKE                                           \
	"'make reference PLAN=%s', with the same KERNEL and " \
	"ARCH, makes one"

/* What a result of the run would say. */
struct expected {
	const char *venue, *plan_name;
	json_t *plan;
	char release[128];
	char config_sha256[SHA256_ROOM];
	json_t *build;
};

static int read_release(const struct environment *environment, char *release,
			size_t size, struct error *error)
{
	char path[PATH_ROOM];
	FILE *file;
	bool read;

	path_print(path, sizeof(path), "%s/release", environment->kernel_dir);
	file = fopen(path, "r");
	read = file && fgets(release, (int)size, file);
	if (file)
		fclose(file);
	if (!read)
		return error_set(error, "cannot read %s", path);
	release[strcspn(release, "\n")] = '\0';
	return 0;
}

static const char *text_at(const json_t *root, const char *part,
			   const char *name)
{
	const json_t *environment = json_object_get(root, "environment");
	const char *text = json_string_value(
		json_object_get(json_object_get(environment, part), name));

	return text ? text : "";
}

/* A result, which may come from anywhere, must not name what is run here. */
static bool is_emulator(const char *program)
{
	return program && strncmp(program, EMULATORS, strlen(EMULATORS)) == 0 &&
	       !strchr(program, '/');
}

/* Whether the emulator of the result is the one that this machine has. */
static bool same_emulator(const json_t *root)
{
	const json_t *machine = json_object_get(
		json_object_get(root, "environment"), "machine");
	const char *program = json_string_value(
		json_array_get(json_object_get(machine, "command"), 0));
	char *argv[] = {(char *)program, "--version", NULL};
	char version[256];

	if (!is_emulator(program) ||
	    process_run(argv, false, version, sizeof(version)))
		return false;
	version[strcspn(version, "\n")] = '\0';
	return strcmp(version, text_at(root, "machine", "qemu")) == 0;
}

/* In what a result of the same kernel differs; NULL: in nothing. */
static const char *difference(const struct result *other,
			      const struct expected *expected)
{
	const char *compiler =
		json_string_value(json_object_get(expected->build, "compiler"));

	if (strcmp(other->venue, expected->venue))
		return "venue";
	if (!plan_same(json_object_get(other->root, "plan"), expected->plan))
		return "plan";
	if (strcmp(text_at(other->root, "kernel", "config_sha256"),
		   expected->config_sha256))
		return "kernel configuration";
	if (!compiler ||
	    strcmp(text_at(other->root, "build", "compiler"), compiler))
		return "compiler";
	return same_emulator(other->root) ? NULL : "emulator";
}

/* Add a word to a list of words, unless it is full or has it. */
static void add_word(char *words, size_t size, const char *word)
{
	size_t length = strlen(words);

	if (length + strlen(word) + 3 < size && !strstr(words, word))
		snprintf(words + length, size - length, "%s%s",
			 length ? ", " : "", word);
}

static int search(const struct result_files *files, const char *folder,
		  const struct expected *expected, struct error *error)
{
	const char *differs = NULL;
	char near[256] = "", releases[256] = "";

	for (size_t i = 0; i < files->count; i++) {
		struct result *other =
			result_or_reference_load(files->path[i], NULL);

		if (other && strcmp(other->plan, expected->plan_name) == 0 &&
		    strcmp(other->kernel, expected->release) == 0) {
			differs = difference(other, expected);
			snprintf(near, sizeof(near), "%s",
				 strrchr(files->path[i], '/') + 1);
			if (!differs) {
				result_free(other);
				return 0;
			}
		} else if (other &&
			   strcmp(other->plan, expected->plan_name) == 0) {
			add_word(releases, sizeof(releases), other->kernel);
		}
		result_free(other);
	}
	if (differs)
		return error_set(error,
				 "no reference for plan %s on %s in %s: %s has "
				 "another %s; " HOW_TO_MAKE,
				 expected->plan_name, expected->release, folder,
				 near, differs, expected->plan_name);
	return error_set(
		error, "no reference for plan %s on %s in %s%s%s; " HOW_TO_MAKE,
		expected->plan_name, expected->release, folder,
		releases[0] ? ", which has some for " : "", releases,
		expected->plan_name);
}

int expected_reference_check(const char *folder, const struct request *request,
			     const struct environment *environment,
			     struct error *error)
{
	struct expected expected = {
		.venue = request->venue->name,
		.plan_name = request->plan->name,
	};
	struct result_files files = {0};
	int ret = -1;

	if (read_release(environment, expected.release,
			 sizeof(expected.release), error) ||
	    environment_config_sha256(environment, expected.config_sha256,
				      error))
		return -1;
	expected.build =
		record_build(environment->module, environment->agent, error);
	expected.plan = record_plan(request->plan);
	if (!expected.plan)
		error_set(error, "out of memory");
	else if (expected.build && !result_files_list(&files, folder, error))
		ret = search(&files, folder, &expected, error);
	result_files_free(&files);
	json_decref(expected.plan);
	json_decref(expected.build);
	return ret;
}
