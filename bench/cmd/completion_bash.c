// SPDX-License-Identifier: GPL-2.0-only
/* The completion script of bash. */
#include <stdlib.h>

#include "cmd/completion_shells.h"

/* "words='...' files='...' pairs=..." */
static void print_value(const struct completion_value *value, FILE *to)
{
	fprintf(to, "words='%s' files='%s' pairs=%d ;;\n", value->words,
		value->files ? value->files : "", value->pairs);
}

/* A function that sets what the value of an option may be. */
static void print_option_values(const struct command *commands,
				const struct completion_names *names, FILE *to)
{
	const struct argp_option *option;

	fputs("# COMMAND OPTION: set what its value may be; fails if it takes "
	      "none.\n"
	      "_mnbench_value()\n{\n\tcase \"$1 $2\" in\n",
	      to);
	for (const struct command *c = commands; c->name; c++) {
		for (size_t i = 0; (option = completion_option(c, i)); i++) {
			struct completion_value value;

			if (!option->arg)
				continue;
			value = completion_value(option, names);
			fprintf(to, "\t'%s --%s'", c->name, option->name);
			if (option->key > ' ' && option->key < 127)
				fprintf(to, " | '%s -%c'", c->name,
					option->key);
			fputs(") ", to);
			print_value(&value, to);
		}
	}
	fputs("\t*) return 1 ;;\n\tesac\n}\n\n", to);
}

static void print_arguments(const struct command *commands, FILE *to)
{
	fputs("# COMMAND: set what its arguments may be.\n"
	      "_mnbench_argument()\n{\n\tcase $1 in\n",
	      to);
	for (const struct command *c = commands; c->name; c++) {
		char *words;
		struct completion_value value = completion_argument(c, &words);

		fprintf(to, "\t%s) ", c->name);
		print_value(&value, to);
		free(words);
	}
	fputs("\thelp) words=$_mnbench_commands files= pairs=0 ;;\n"
	      "\t*) words= files= pairs=0 ;;\n\tesac\n}\n\n",
	      to);
}

static void print_options(const struct command *commands, FILE *to)
{
	const struct argp_option *option;

	fputs("# COMMAND: set its options.\n"
	      "_mnbench_options()\n{\n\tcase $1 in\n",
	      to);
	for (const struct command *c = commands; c->name; c++) {
		fprintf(to, "\t%s) words='", c->name);
		for (size_t i = 0; (option = completion_option(c, i)); i++)
			fprintf(to, "%s--%s", i ? " " : "", option->name);
		fputs("' ;;\n", to);
	}
	fputs("\t*) words='--help --version' ;;\n\tesac\n\tfiles= "
	      "pairs=0\n}\n\n",
	      to);
}

/*
 * bash cuts words at '=' and ':', so that the value of "--plan=quick" is the
 * word after the next, and the mode of "x.json:none", too.
 */
static const char function[] =
	"_mnbench()\n"
	"{\n"
	"\tlocal current=${COMP_WORDS[COMP_CWORD]} command=${COMP_WORDS[1]}\n"
	"\tlocal at=$((COMP_CWORD - 1)) begin= words= files= pairs=0\n"
	"\n"
	"\tCOMPREPLY=()\n"
	"\tif ((COMP_CWORD == 1)); then\n"
	"\t\tCOMPREPLY=($(compgen -W \"$_mnbench_commands --help --version\" "
	"-- \"$current\"))\n"
	"\t\treturn\n"
	"\tfi\n"
	"\tif [[ $current == [=:] ]]; then\n"
	"\t\tcurrent=\n"
	"\t\tat=$COMP_CWORD\n"
	"\tfi\n"
	"\tif [[ $command == compare && ${COMP_WORDS[at]} == : ]]; then\n"
	"\t\tCOMPREPLY=($(compgen -W \"$_mnbench_modes\" -- \"$current\"))\n"
	"\t\treturn\n"
	"\tfi\n"
	"\t# KEY=VALUE of an option that takes pairs, or --OPTION=VALUE.\n"
	"\tif [[ ${COMP_WORDS[at]} == = ]]; then\n"
	"\t\tat=$((at - 1))\n"
	"\t\tif [[ ${COMP_WORDS[at]} != -* ]]; then\n"
	"\t\t\tbegin=${COMP_WORDS[at]}=\n"
	"\t\t\tat=$((at - 1))\n"
	"\t\t\t[[ ${COMP_WORDS[at]} != = ]] || at=$((at - 1))\n"
	"\t\tfi\n"
	"\tfi\n"
	"\tif ! _mnbench_value \"$command\" \"${COMP_WORDS[at]}\"; then\n"
	"\t\tif [[ $current == -* ]]; then\n"
	"\t\t\t_mnbench_options \"$command\"\n"
	"\t\telse\n"
	"\t\t\t_mnbench_argument \"$command\"\n"
	"\t\t\t[[ $command != list || ${COMP_WORDS[at]} != presets ]] ||\n"
	"\t\t\t\twords=$_mnbench_presets\n"
	"\t\tfi\n"
	"\tfi\n"
	"\tif ((pairs)); then\n"
	"\t\tif [[ -n $begin ]]; then\n"
	"\t\t\tCOMPREPLY=($(compgen -W \"$_mnbench_pairs\" -- "
	"\"$begin$current\"))\n"
	"\t\t\tCOMPREPLY=(\"${COMPREPLY[@]#*=}\")\n"
	"\t\telse\n"
	"\t\t\tCOMPREPLY=($(compgen -W \"$_mnbench_keys\" -- \"$current\"))\n"
	"\t\t\tcompopt -o nospace 2>/dev/null\n"
	"\t\tfi\n"
	"\t\treturn\n"
	"\tfi\n"
	"\tCOMPREPLY=($(compgen -W \"$words\" -- \"$current\"))\n"
	"\t[[ -n $files ]] || return\n"
	"\tcompopt -o filenames 2>/dev/null\n"
	"\tlocal IFS=$'\\n'\n"
	"\tCOMPREPLY+=($(compgen -d -- \"$current\"))\n"
	"\t[[ $files == / ]] ||\n"
	"\t\tCOMPREPLY+=($(compgen -f -X \"!$files\" -- \"$current\" |\n"
	"\t\t\twhile read -r name; do [[ -d $name ]] || echo \"$name\"; "
	"done))\n"
	"}\n\n"
	"complete -F _mnbench mnbench\n";

void completion_bash(const struct command *commands,
		     const struct completion_names *names, FILE *to)
{
	char *words = completion_commands(commands);

	fputs("# Completion of mnbench for bash, made by 'mnbench completion "
	      "bash'.\n\n",
	      to);
	fprintf(to, "_mnbench_commands='%s'\n", words);
	fprintf(to, "_mnbench_modes='%s'\n", names->modes);
	fprintf(to, "_mnbench_presets='%s'\n", names->presets);
	fprintf(to, "_mnbench_keys='%s'\n", names->keys);
	fprintf(to, "_mnbench_pairs='%s'\n\n", names->pairs);
	print_option_values(commands, names, to);
	print_options(commands, to);
	print_arguments(commands, to);
	fputs(function, to);
	free(words);
}
