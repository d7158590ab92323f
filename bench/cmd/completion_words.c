// SPDX-License-Identifier: GPL-2.0-only
/* What completes a command line: options, and what their values may be. */
#include "cmd/completion_words.h"

#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/cell.h"
#include "common/modes.h"
#include "common/presets.h"
#include "lib/memory.h"
#include "lib/path.h"
#include "lib/suite_dir.h"
#include "lib/suite_layout.h"
#include "plan/plan.h"
#include "plan/plan_names.h"
#include "plan/venue.h"
#include "workload.h"

#define SUMMARY_MAX 56

/* Shells give other characters a meaning; names of files may have them. */
static bool is_plain(const char *word)
{
	return word[strspn(word, "abcdefghijklmnopqrstuvwxyz"
				 "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				 "0123456789-_.+=/")] == '\0';
}

static void append(char **words, const char *begin, const char *word)
{
	char *longer;

	if (!is_plain(word))
		return;
	longer = *words ? must_printf("%s %s%s", *words, begin, word)
			: must_printf("%s%s", begin, word);

	free(*words);
	*words = longer;
}

static char *or_empty(char *words)
{
	return words ? words : must_printf("%s", "");
}

static char *list_plans(const char *suite_dir)
{
	struct plan_names names;
	char *words = NULL;

	if (!plan_names_list(&names, suite_dir, NULL))
		for (size_t i = 0; i < names.count; i++)
			append(&words, "", names.name[i]);
	plan_names_free(&names);
	return or_empty(words);
}

static int is_kernel(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static char *list_kernels(const char *suite_dir)
{
	char cache[PATH_MAX], folder[PATH_ROOM], *words = NULL;
	struct dirent **entries = NULL;
	int count;

	if (suite_cache_dir(suite_dir, cache, sizeof(cache), NULL))
		return or_empty(NULL);
	path_print(folder, sizeof(folder), "%s/kernel", cache);
	count = scandir(folder, &entries, is_kernel, alphasort);
	for (int i = 0; i < count; i++) {
		append(&words, "", entries[i]->d_name);
		free(entries[i]);
	}
	free(entries);
	return or_empty(words);
}

static void append_pairs(char **pairs, const struct cell_key *key)
{
	char begin[CELL_NAME_MAX + 32];

	snprintf(begin, sizeof(begin), "%s=", key->name);
	if (key->kind == CELL_CHOICE || key->kind == CELL_SET)
		for (size_t i = 0; cell_choice(key, i); i++)
			append(pairs, begin, cell_choice(key, i));
	if (strcmp(key->name, "workload") == 0)
		for (size_t i = 0; workloads[i]; i++)
			append(pairs, begin, workloads[i]->name);
	if (strcmp(key->name, "mode") == 0)
		for (size_t i = 0; mode_at(i); i++)
			append(pairs, begin, mode_at(i)->name);
}

static void list_keys(struct completion_names *names)
{
	for (const struct cell_key *key = cell_keys; key->name; key++) {
		append(&names->keys, key->name, "=");
		append_pairs(&names->pairs, key);
	}
	for (const struct plan_key *key = plan_keys; key->name; key++)
		append(&names->keys, key->name, "=");
	append(&names->keys, PRESET_KEY, "=");
	for (size_t i = 0; preset_at(i); i++) {
		append(&names->presets, "", preset_at(i)->name);
		append(&names->pairs, PRESET_KEY "=", preset_at(i)->name);
	}
}

void completion_names_make(struct completion_names *names)
{
	char suite_dir[PATH_MAX] = "";

	*names = (struct completion_names){0};
	suite_dir_find(suite_dir, sizeof(suite_dir), NULL);
	names->plans = list_plans(suite_dir);
	names->kernels = list_kernels(suite_dir);
	for (const struct venue *venue = venues; venue->name; venue++)
		append(&names->venues, "", venue->name);
	for (size_t i = 0; mode_at(i); i++)
		append(&names->modes, "", mode_at(i)->name);
	list_keys(names);
}

void completion_names_free(struct completion_names *names)
{
	free(names->plans);
	free(names->venues);
	free(names->kernels);
	free(names->modes);
	free(names->presets);
	free(names->keys);
	free(names->pairs);
}

const struct argp_option *completion_option(const struct command *command,
					    size_t index)
{
	static const struct argp_option common[] = {
		{"help", '?', NULL, 0, "Give this help list", 0},
		{"version", 'V', NULL, 0, "Print program version", 0},
	};
	const struct argp_option *option =
		command->argp ? command->argp->options : NULL;

	for (; option && (option->name || option->key); option++)
		if (option->name && !(option->flags & OPTION_HIDDEN) &&
		    index-- == 0)
			return option;
	return index < sizeof(common) / sizeof(common[0]) ? &common[index]
							  : NULL;
}

/* What a placeholder, such as "FOLDER" or "RUN...", stands for. */
static const char *files_of(const char *placeholder)
{
	if (strstr(placeholder, "RESULT") || strstr(placeholder, "RUN") ||
	    strstr(placeholder, "BASE") || strstr(placeholder, "FILE..."))
		return "*.json";
	if (strstr(placeholder, "FOLDER") || strstr(placeholder, "DIR"))
		return "/";
	return strstr(placeholder, "FILE") || strstr(placeholder, "PART") ||
			       strstr(placeholder, "BUILD")
		       ? "*"
		       : NULL;
}

struct completion_value completion_value(const struct argp_option *option,
					 const struct completion_names *names)
{
	struct completion_value value = {.words = "",
					 .files = files_of(option->arg)};
	const char *name = option->name;

	if (strcmp(name, "plan") == 0)
		return (struct completion_value){names->plans, "*.ini", false};
	if (strcmp(name, "venue") == 0)
		value.words = names->venues;
	else if (strcmp(name, "kernel") == 0)
		value.words = names->kernels;
	else if (strcmp(name, "by") == 0)
		value.words = "time name kernel";
	else if (strcmp(name, "format") == 0)
		value.words = "svg png svg,png";
	value.pairs = strstr(option->arg, "KEY=VALUE");
	return value;
}

/*
 * The length of the first argument if it is one of some words, as of
 * "modes|workloads|... [PRESET]"; 0 if it is something else.
 */
static size_t choice_length(const char *args)
{
	size_t length = strspn(args, "abcdefghijklmnopqrstuvwxyz|-");

	if (args[length] != '\0' && args[length] != ' ')
		return 0;
	return memchr(args, '|', length) ? length : 0;
}

struct completion_value completion_argument(const struct command *command,
					    char **words)
{
	const char *args = command->argp ? command->argp->args_doc : NULL;
	struct completion_value value = {.words = ""};

	*words = NULL;
	if (args && choice_length(args)) {
		*words = must_printf("%.*s", (int)choice_length(args), args);
		for (char *at = *words; *at; at++)
			if (*at == '|')
				*at = ' ';
		value.words = *words;
	} else if (args) {
		value.files = files_of(args);
	}
	return value;
}

bool completion_takes_preset(const struct command *command)
{
	return command->argp && command->argp->args_doc &&
	       strstr(command->argp->args_doc, "[PRESET]");
}

size_t completion_summary(const char *text)
{
	size_t length = strcspn(text, ".;(");

	if (length > SUMMARY_MAX)
		for (length = SUMMARY_MAX; length && text[length] != ' ';)
			length--;
	while (length && text[length - 1] == ' ')
		length--;
	return length;
}

char *completion_commands(const struct command *commands)
{
	char *words = NULL;

	for (const struct command *c = commands; c->name; c++)
		append(&words, "", c->name);
	append(&words, "", "help");
	return words;
}
