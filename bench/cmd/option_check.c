// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checking the options of a command line before the command parses them: argp
 * refuses a wrong one in three lines and does not say what was meant.
 */
#include "cmd/option_check.h"

#include <stdbool.h>
#include <string.h>

#include "common/text.h"
#include "lib/nearest.h"

/* The options that argp adds to those of each command. */
static const struct argp_option common_options[] = {
	{"help", '?', NULL, 0, NULL, 0},
	{"usage", 0, NULL, 0, NULL, 0},
	{"version", 'V', NULL, 0, NULL, 0},
};

#define COMMON_COUNT (sizeof(common_options) / sizeof(common_options[0]))

struct command_line {
	const struct argp *argp;
	int argc;
	char **argv;
	int at; /* the word that is checked */
	struct error *error;
};

/* The options of the command, then those of all commands; NULL: the end. */
static const struct argp_option *option_at(const struct argp *argp,
					   size_t index)
{
	size_t own = 0;

	while (argp->options &&
	       (argp->options[own].name || argp->options[own].key))
		own++;
	if (index < own)
		return &argp->options[index];
	index -= own;
	return index < COMMON_COUNT ? &common_options[index] : NULL;
}

static int refuse_long(const struct command_line *line, const char *name)
{
	struct nearest nearest = nearest_begin(name);
	const struct argp_option *option;
	char shown[TEXT_SHORT_MAX];

	for (size_t i = 0; (option = option_at(line->argp, i)); i++)
		if (option->name)
			nearest_try(&nearest, option->name);
	text_shorten(shown, name);
	if (nearest.name)
		return error_set(line->error,
				 "unknown option '--%s'; did you mean '--%s'?",
				 shown, nearest.name);
	return error_set(line->error, "unknown option '--%s'; see %s --help",
			 shown, line->argv[0]);
}

/* @value: what the word itself gives as the value, or NULL. */
static int check_value(struct command_line *line,
		       const struct argp_option *option, const char *value)
{
	bool is_long = strncmp(line->argv[line->at], "--", 2) == 0;
	char name[64], letter[2] = {(char)option->key, '\0'};
	struct text text;

	text_begin(&text, name, sizeof(name));
	text_append(&text, "%s%s", is_long ? "--" : "-",
		    is_long ? option->name : letter);
	if (!option->arg)
		return value ? error_set(line->error,
					 "option '%s' takes no value", name)
			     : 0;
	if (value || option->flags & OPTION_ARG_OPTIONAL)
		return 0;
	if (++line->at < line->argc)
		return 0;
	return error_set(line->error, "option '%s' needs a value: %s", name,
			 option->arg);
}

/* The word is "--NAME" or "--NAME=VALUE"; a begin of NAME is enough. */
static int check_long(struct command_line *line)
{
	const char *name = line->argv[line->at] + 2;
	const char *equals = strchr(name, '=');
	size_t length = equals ? (size_t)(equals - name) : strlen(name);
	const struct argp_option *option, *found = NULL;
	char wanted[256];
	struct text text;

	text_begin(&text, wanted, sizeof(wanted));
	text_append(&text, "%.*s", (int)length, name);
	for (size_t i = 0; (option = option_at(line->argp, i)); i++) {
		if (!option->name || strncmp(option->name, wanted, length))
			continue;
		if (strlen(option->name) == length)
			return check_value(line, option,
					   equals ? equals + 1 : NULL);
		if (found)
			return error_set(line->error,
					 "option '--%s' may be '--%s' or "
					 "'--%s'",
					 wanted, found->name, option->name);
		found = option;
	}
	if (!found)
		return refuse_long(line, wanted);
	return check_value(line, found, equals ? equals + 1 : NULL);
}

static const struct argp_option *find_letter(const struct argp *argp,
					     char letter)
{
	const struct argp_option *option;

	for (size_t i = 0; (option = option_at(argp, i)); i++)
		if (option->key == letter)
			return option;
	return NULL;
}

/* The word is "-xyz": letters, of which the last may have a value behind it. */
static int check_letters(struct command_line *line)
{
	for (const char *at = line->argv[line->at] + 1; *at; at++) {
		const struct argp_option *option = find_letter(line->argp, *at);

		if (!option)
			return error_set(line->error,
					 "unknown option '-%c'; see %s --help",
					 *at, line->argv[0]);
		if (option->arg)
			return check_value(line, option, at[1] ? at + 1 : NULL);
	}
	return 0;
}

int option_check(const struct argp *argp, int argc, char **argv,
		 struct error *error)
{
	struct command_line line = {argp, argc, argv, 1, error};
	int ret = 0;

	if (!argp)
		return 0;
	for (; !ret && line.at < argc; line.at++) {
		const char *word = argv[line.at];

		if (strcmp(word, "--") == 0)
			break;
		if (strncmp(word, "--", 2) == 0)
			ret = check_long(&line);
		else if (word[0] == '-' && word[1])
			ret = check_letters(&line);
	}
	return ret;
}
