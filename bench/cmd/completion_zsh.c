// SPDX-License-Identifier: GPL-2.0-only
/* The completion script of zsh. */
#include <stdlib.h>
#include <string.h>

#include "cmd/completion_shells.h"

/*
 * Print the begin of a help text, without what zsh gives a meaning in a
 * specification.
 */
static void print_summary(const char *text, FILE *to)
{
	size_t length = completion_summary(text);

	for (size_t i = 0; i < length; i++)
		if (!strchr("[]'\\\":", text[i]))
			fputc(text[i], to);
}

/* ":MESSAGE:ACTION" of _arguments */
static void print_value(const struct completion_value *value,
			const char *message, FILE *to)
{
	fputc(':', to);
	print_summary(message, to);
	if (value->pairs)
		fputs(": _mnbench_pairs", to);
	else if (!value->files)
		fprintf(to, ":(%s)", value->words);
	else if (strcmp(value->files, "/") == 0)
		fprintf(to, ": _mnbench_files \"%s\" -/", value->words);
	else
		fprintf(to, ": _mnbench_files \"%s\" -g \"%s\"", value->words,
			value->files);
}

static void print_option(const struct argp_option *option,
			 const struct completion_names *names, FILE *to)
{
	struct completion_value value;

	/* Options may be repeated, as argp allows. */
	fprintf(to, "\t\t\t'*--%s%s[", option->name, option->arg ? "=" : "");
	print_summary(option->doc ? option->doc : "", to);
	fputc(']', to);
	if (option->arg) {
		value = completion_value(option, names);
		print_value(&value, option->arg, to);
	}
	fputs("' \\\n", to);
}

static void print_command(const struct command *command,
			  const struct completion_names *names, FILE *to)
{
	const struct argp_option *option;
	const char *args = command->argp ? command->argp->args_doc : NULL;
	char *words;
	struct completion_value value = completion_argument(command, &words);

	fprintf(to, "\t%s)\n\t\t_arguments \\\n", command->name);
	for (size_t i = 0; (option = completion_option(command, i)); i++)
		print_option(option, names, to);
	fprintf(to, "\t\t\t'%s", completion_takes_preset(command) ? "1" : "*");
	print_value(&value, args ? args : "nothing", to);
	if (completion_takes_preset(command))
		fputs("' \\\n\t\t\t'2:PRESET:_mnbench_presets", to);
	fputs("'\n\t\t;;\n", to);
	free(words);
}

static const char functions[] =
	"_mnbench_presets()\n"
	"{\n"
	"\t((${words[(I)presets]})) && compadd -- $_mnbench_preset_names\n"
	"}\n\n"
	"_mnbench_pairs()\n"
	"{\n"
	"\tif [[ $PREFIX == *=* ]]; then\n"
	"\t\tcompadd -- $_mnbench_pairs\n"
	"\telse\n"
	"\t\tcompadd -S '' -- $_mnbench_keys\n"
	"\tfi\n"
	"}\n\n"
	"# WORDS OPTION...: words, and the files that _files finds.\n"
	"_mnbench_files()\n"
	"{\n"
	"\tlocal names=$1\n"
	"\n"
	"\tshift\n"
	"\tcompadd -- ${=names}\n"
	"\t_files \"$@\"\n"
	"}\n\n";

static void print_commands(const struct command *commands, FILE *to)
{
	fputs("\t\tlocal -a commands=(\n", to);
	for (const struct command *c = commands; c->name; c++) {
		fprintf(to, "\t\t\t'%s:", c->name);
		print_summary(c->summary, to);
		fputs("'\n", to);
	}
	fputs("\t\t\t'help:print the options of a command'\n\t\t)\n", to);
}

void completion_zsh(const struct command *commands,
		    const struct completion_names *names, FILE *to)
{
	char *words = completion_commands(commands);

	fputs("#compdef mnbench\n"
	      "# Completion of mnbench for zsh, made by 'mnbench completion "
	      "zsh'.\n\n",
	      to);
	fprintf(to, "_mnbench_preset_names=(%s)\n", names->presets);
	fprintf(to, "_mnbench_keys=(%s)\n", names->keys);
	fprintf(to, "_mnbench_pairs=(%s)\n\n", names->pairs);
	fputs(functions, to);
	fputs("_mnbench()\n{\n\tif ((CURRENT == 2)); then\n", to);
	print_commands(commands, to);
	fputs("\t\t_describe command commands\n\t\treturn\n\tfi\n"
	      "\tlocal command=$words[2]\n"
	      "\tshift words\n"
	      "\t((CURRENT--))\n"
	      "\tcase $command in\n",
	      to);
	for (const struct command *c = commands; c->name; c++)
		print_command(c, names, to);
	fprintf(to,
		"\thelp)\n\t\tcompadd -- %s\n\t\t;;\n\tesac\n}\n\n"
		"if [[ $funcstack[1] == _mnbench ]]; then\n"
		"\t_mnbench \"$@\"\n"
		"else\n"
		"\tcompdef _mnbench mnbench\n"
		"fi\n",
		words);
	free(words);
}
