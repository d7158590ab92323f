// SPDX-License-Identifier: GPL-2.0-only
/*
 * The table of settings, which the build makes from the names of files, and
 * reading their values.
 */
#include "common/setting.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define X(name) extern const struct setting setting_##name;
SETTINGS
#undef X

#define X(name) &setting_##name,
static const struct setting *const table[] = {SETTINGS NULL};
#undef X

const struct setting *setting_at(size_t index)
{
	return index < sizeof(table) / sizeof(table[0]) ? table[index] : NULL;
}

const struct setting *setting_find(const char *name)
{
	for (size_t i = 0; table[i]; i++)
		if (strcmp(table[i]->name, name) == 0)
			return table[i];
	return NULL;
}

static int copy_paths(struct setting_files *files, const glob_t *found)
{
	files->paths = calloc(found->gl_pathc, sizeof(*files->paths));
	if (!files->paths)
		return -1;
	for (; files->count < found->gl_pathc; files->count++) {
		char *path = strdup(found->gl_pathv[files->count]);

		if (!path)
			return -1;
		files->paths[files->count] = path;
	}
	return 0;
}

int setting_files_find(struct setting_files *files,
		       const struct setting *setting, const char *root)
{
	const struct setting_source *source = setting->sources;
	size_t left = sizeof(setting->sources) / sizeof(setting->sources[0]);

	memset(files, 0, sizeof(*files));
	for (; left && source->pattern; left--, source++) {
		char pattern[PATH_MAX];
		glob_t found;
		int ret;

		snprintf(pattern, sizeof(pattern), "%s/%s", root,
			 source->pattern);
		ret = glob(pattern, 0, NULL, &found);
		if (ret == GLOB_NOMATCH)
			continue;
		if (ret)
			return -1;
		files->source = source;
		ret = copy_paths(files, &found);
		globfree(&found);
		return ret;
	}
	return 0;
}

void setting_files_free(struct setting_files *files)
{
	while (files->count)
		free(files->paths[--files->count]);
	free(files->paths);
	files->paths = NULL;
}

/* "always madvise [never]": the chosen word is in brackets. */
static void choose(char *text)
{
	char *open = strchr(text, '['), *close;

	close = open ? strchr(open, ']') : NULL;
	if (!close)
		return;
	*close = '\0';
	memmove(text, open + 1, strlen(open + 1) + 1);
}

int setting_read_file(const char *path, char *text, size_t size)
{
	FILE *file = fopen(path, "re");

	if (!file)
		return -1;
	if (!fgets(text, (int)size, file))
		text[0] = '\0';
	fclose(file);
	text[strcspn(text, "\n")] = '\0';
	choose(text);
	return 0;
}

static const char *word_of(const struct setting_source *source,
			   const char *text)
{
	const struct setting_word *words = source->words;

	for (; words && words->word; words++)
		if (strcmp(words->text, text) == 0)
			return words->word;
	return text;
}

/* Whether @value has this word already. */
static bool has_word(const char *value, const char *word)
{
	size_t length = strlen(word);

	for (const char *at = value; *at; at += strcspn(at, " ")) {
		at += strspn(at, " ");
		if (strcspn(at, " ") == length && !strncmp(at, word, length))
			return true;
	}
	return false;
}

void setting_read(const struct setting *setting, const char *root,
		  char value[SETTING_VALUE_MAX])
{
	char text[SETTING_VALUE_MAX];
	struct setting_files files;
	size_t n = 0;

	value[0] = '\0';
	if (!setting_files_find(&files, setting, root)) {
		for (size_t i = 0; i < files.count; i++) {
			const char *word;

			if (setting_read_file(files.paths[i], text,
					      sizeof(text)))
				continue;
			word = word_of(files.source, text);
			if (!has_word(value, word) && n < SETTING_VALUE_MAX)
				n += (size_t)snprintf(value + n,
						      SETTING_VALUE_MAX - n,
						      "%s%s", n ? " " : "",
						      word);
		}
	}
	if (!value[0])
		snprintf(value, SETTING_VALUE_MAX, "%s",
			 files.count ? "none" : "absent");
	setting_files_free(&files);
}

int setting_text(const struct setting *setting,
		 const struct setting_source *source, const char *root,
		 const char *value, char text[SETTING_VALUE_MAX])
{
	const struct setting_word *words = source->words;

	if (setting->translate)
		return setting->translate(root, value, text);
	snprintf(text, SETTING_VALUE_MAX, "%s", value);
	if (!words)
		return value[0] ? 0 : -1;
	for (; words->word; words++) {
		if (strcmp(words->word, value))
			continue;
		snprintf(text, SETTING_VALUE_MAX, "%s", words->text);
		return 0;
	}
	return -1;
}
