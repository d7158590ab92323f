// SPDX-License-Identifier: GPL-2.0-only
/* Reading what a user wants to change, and listing the files of it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/setting.h"
#include "common/text.h"
#include "host/change.h"

#define QUIET "quiet"

static int refuse_name(const char *name, struct error *error)
{
	const struct setting *setting;
	char names[ERROR_MESSAGE_MAX];
	struct text text;

	text_begin(&text, names, sizeof(names));
	for (size_t i = 0; (setting = setting_at(i)); i++)
		if (setting->allowed)
			text_append(&text, ", %s", setting->name);
	return error_set(error,
			 "--settings: '%s' is no setting that can be changed; "
			 "allowed: " QUIET ", or NAME=VALUE with a name of%s",
			 name, names + 1);
}

/* What is said later counts: "quiet turbo=on" leaves turbo on. */
static void forget(json_t *changes, const char *path)
{
	for (size_t i = json_array_size(changes); i--;) {
		const json_t *change = json_array_get(changes, i);
		const char *other =
			json_string_value(json_object_get(change, "path"));

		if (strcmp(other, path) == 0)
			json_array_remove(changes, i);
	}
}

static int add_file(json_t *changes, const struct setting *setting,
		    const char *path, const char *text)
{
	char before[SETTING_TEXT_MAX];
	json_t *change;

	forget(changes, path);
	/* One that cannot be read cannot be restored, either. */
	if (setting_read_file(path, before, sizeof(before)) ||
	    strcmp(before, text) == 0)
		return 0;
	change = json_pack("{s:s, s:s, s:s, s:n, s:b}", "path", path, "before",
			   before, "value", text, "after", "optional",
			   setting->may_refuse);
	return json_array_append_new(changes, change);
}

static int add_files(json_t *changes, const struct host_paths *paths,
		     const struct setting *setting, const char *value,
		     const struct setting_files *files, struct error *error)
{
	char text[SETTING_VALUE_MAX];

	if (setting_text(setting, files->source, paths->root, value, text))
		return error_set(error,
				 "--settings: %s cannot be '%s'; allowed: %s",
				 setting->name, value, setting->allowed);
	for (size_t i = 0; i < files->count; i++)
		if (add_file(changes, setting, files->paths[i], text))
			return error_set(error, "out of memory");
	return 0;
}

static int add(json_t *changes, const struct host_paths *paths,
	       const struct setting *setting, const char *value, bool must,
	       struct error *error)
{
	struct setting_files files;
	int ret = 0;

	if (setting_files_find(&files, setting, paths->root))
		ret = error_set(error, "out of memory");
	else if (files.count)
		ret = add_files(changes, paths, setting, value, &files, error);
	else if (must)
		ret = error_set(error,
				"--settings: this machine has no setting %s",
				setting->name);
	setting_files_free(&files);
	return ret;
}

static int add_quiet(json_t *changes, const struct host_paths *paths,
		     struct error *error)
{
	const struct setting *setting;

	for (size_t i = 0; (setting = setting_at(i)); i++) {
		if (!setting->quiet ||
		    !add(changes, paths, setting, setting->quiet, false, error))
			continue;
		/* A machine with one processor has no other to interrupt. */
		if (!setting->may_refuse)
			return -1;
	}
	return 0;
}

/* A pair, which is cut in two. */
static int add_pair(json_t *changes, const struct host_paths *paths, char *pair,
		    struct error *error)
{
	char *value = strchr(pair, '=');
	const struct setting *setting;

	if (strcmp(pair, QUIET) == 0)
		return add_quiet(changes, paths, error);
	if (value)
		*value++ = '\0';
	setting = setting_find(pair);
	if (!setting || !setting->allowed)
		return refuse_name(pair, error);
	if (!value)
		return error_set(error,
				 "--settings: '%s' has no value; allowed: "
				 "%s=VALUE with %s",
				 pair, pair, setting->allowed);
	return add(changes, paths, setting, value, true, error);
}

json_t *changes_list(const struct host_paths *paths, const char *text,
		     struct error *error)
{
	json_t *changes = json_array();
	char *copy = strdup(text), *rest = NULL;
	char *pair = copy ? strtok_r(copy, " ", &rest) : NULL;
	int ret = 0;

	if (!pair)
		ret = refuse_name("", error);
	for (; pair && !ret; pair = strtok_r(NULL, " ", &rest))
		ret = add_pair(changes, paths, pair, error);
	free(copy);
	if (!ret)
		return changes;
	json_decref(changes);
	return NULL;
}
