// SPDX-License-Identifier: GPL-2.0-only
/* The completion script of fish. */
#include <stdlib.h>
#include <string.h>

#include "cmd/completion_shells.h"

/* Print the begin of a help text as a word of fish. */
static void print_summary(const char *text, FILE *to)
{
	size_t length = completion_summary(text);

	fputc('\'', to);
	for (size_t i = 0; i < length; i++)
		if (!strchr("'\\", text[i]))
			fputc(text[i], to);
	fputc('\'', to);
}

/* Begin a line: "complete -c mnbench -n CONDITION" for one command. */
static void begin(const struct command *command, FILE *to)
{
	fprintf(to, "complete -c mnbench -n '__fish_seen_subcommand_from %s'",
		command->name);
}

/* The words and files that follow, in one argument of -a. */
static void print_value(const struct completion_value *value,
			const struct completion_names *names, FILE *to)
{
	if (value->pairs) {
		fprintf(to, " -a '%s %s'", names->keys, names->pairs);
		return;
	}
	fprintf(to, " -a '%s", value->words);
	if (value->files && strcmp(value->files, "/") == 0)
		fputs(" (__fish_complete_directories)", to);
	else if (value->files && strcmp(value->files, "*") == 0)
		fputs(" (__fish_complete_path)", to);
	else if (value->files)
		fprintf(to, " (__fish_complete_suffix %s)", value->files + 1);
	fputc('\'', to);
}

static void print_option(const struct command *command,
			 const struct argp_option *option,
			 const struct completion_names *names, FILE *to)
{
	struct completion_value value;

	begin(command, to);
	fprintf(to, " -l %s", option->name);
	if (option->key > ' ' && option->key < 127)
		fprintf(to, " -s '%c'", option->key);
	if (option->arg) {
		value = completion_value(option, names);
		fputs(" -x", to);
		print_value(&value, names, to);
	}
	fputs(" -d ", to);
	print_summary(option->doc ? option->doc : "", to);
	fputc('\n', to);
}

static void print_command(const struct command *command,
			  const struct completion_names *names, FILE *to)
{
	const struct argp_option *option;
	char *words;
	struct completion_value value = completion_argument(command, &words);

	fprintf(to, "complete -c mnbench -n __fish_use_subcommand -a %s -d ",
		command->name);
	print_summary(command->summary, to);
	fputc('\n', to);
	if (value.files || *value.words) {
		begin(command, to);
		print_value(&value, names, to);
		fputc('\n', to);
	}
	if (completion_takes_preset(command))
		fprintf(to,
			"complete -c mnbench "
			"-n '__fish_seen_subcommand_from presets' -a '%s'\n",
			names->presets);
	for (size_t i = 0; (option = completion_option(command, i)); i++)
		print_option(command, option, names, to);
	free(words);
}

void completion_fish(const struct command *commands,
		     const struct completion_names *names, FILE *to)
{
	char *words = completion_commands(commands);

	fputs("# Completion of mnbench for fish, made by 'mnbench completion "
	      "fish'.\n\n"
	      "complete -c mnbench -f\n",
	      to);
	for (const struct command *c = commands; c->name; c++)
		print_command(c, names, to);
	fprintf(to,
		"complete -c mnbench -n __fish_use_subcommand -a help "
		"-d 'print the options of a command'\n"
		"complete -c mnbench -n '__fish_seen_subcommand_from help' "
		"-a '%s'\n",
		words);
	free(words);
}
