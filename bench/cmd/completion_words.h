/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What completes a command line: the options of each command, and for each
 * value the words and files that it may be.
 */
#ifndef COMPLETION_WORDS_H
#define COMPLETION_WORDS_H

#include <argp.h>
#include <stdbool.h>
#include <stddef.h>

#include "cmd/commands.h"

/* Names that mnbench knows, each list with blanks between its words. */
struct completion_names {
	char *plans, *venues, *kernels, *modes, *presets;
	char *keys;  /* "workload= mode= ..." */
	char *pairs; /* "mode=none mode=global ...": keys with their words */
};

/* What an option's value, or an argument, may be. */
struct completion_value {
	const char *words; /* "": none are known */
	const char *files; /* a pattern, "/" for folders; NULL: no file */
	bool pairs;        /* KEY=VALUE: complete from keys and pairs instead */
};

/* A list that cannot be read, such as that of plans, is empty. */
void completion_names_make(struct completion_names *names);
void completion_names_free(struct completion_names *names);

/* Option number @index that a user sees; NULL behind the last one. */
const struct argp_option *completion_option(const struct command *command,
					    size_t index);

struct completion_value completion_value(const struct argp_option *option,
					 const struct completion_names *names);

/* The same for the arguments of a command; the caller frees @words. */
struct completion_value completion_argument(const struct command *command,
					    char **words);

/* Whether the name of a preset can follow the argument "presets". */
bool completion_takes_preset(const struct command *command);

/*
 * The length of the begin of a help text that stands beside a word: its first
 * part, in whole words.
 */
size_t completion_summary(const char *text);

/* The names of all commands and "help", to be freed. */
char *completion_commands(const struct command *commands);

#endif
