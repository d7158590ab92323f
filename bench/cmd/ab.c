// SPDX-License-Identifier: GPL-2.0-only
/* mnbench ab: measure two kernels, or two commits, and compare them. */
#include <argp.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/commands.h"
#include "cmd/percent.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "lib/shell_quote.h"
#include "run/ab.h"

#define BOOTS_DEFAULT 5
#define PASSED_ON_MAX 16

enum {
	KEY_AGAIN = 256,
	KEY_BOOTS,
	KEY_JSON,
	KEY_MAIL,
	KEY_MARKDOWN,
};

/* What the parser fills. */
struct command_line {
	struct ab_options options;
	size_t spec_count;
	char *passed_on[PASSED_ON_MAX + 1]; /* options of compare */
	size_t passed_on_count;
};

static const struct argp_option argp_options[] = {
	{"plan", 'p', "NAME|FILE", 0, "What to measure; default: quick", 0},
	{"venue", 'v', "NAME", 0,
	 "Where to measure: a venue that boots guests; default: icount", 0},
	{"kernel", 'k', "NAME|FOLDER", 0,
	 "What commits of mnbench are measured on: debian, debian:VERSION as "
	 "debian:6.12, running, or the folder of a kernel build; default: "
	 "debian",
	 0},
	{"set", 's', "KEY=VALUE", 0,
	 "Replace the value, or list of values, of a key of the plan (mnbench "
	 "list keys); may be repeated",
	 0},
	{"output", 'o', "FOLDER", 0,
	 "Where to keep both results; default: results/ab", 0},
	{"boots", KEY_BOOTS, "N", 0,
	 "Runs of each side in a timed venue, one boot or more each; default: "
	 "5",
	 0},
	{"again", KEY_AGAIN, NULL, 0, "Measure also what is kept", 0},
	{"threshold", 't', "PERCENT", 0,
	 "Largest change that does not matter, in percent; default: that of "
	 "mnbench compare",
	 1},
	{"level", 'l', "PERCENT", 0,
	 "Family-wise false-alarm rate in percent; default: that of mnbench "
	 "compare",
	 1},
	{"all", 'a', NULL, 0, "List all that mnbench compare --all lists", 1},
	{"json", KEY_JSON, NULL, 0, "Print JSON (docs/compare.md)", 1},
	{"mail", KEY_MAIL, NULL, 0, "Print text for a mailing list", 1},
	{"markdown", KEY_MARKDOWN, NULL, 0, "Print Markdown", 1},
	{0},
};

static void pass_on(struct command_line *line, char *word,
		    struct argp_state *state)
{
	if (line->passed_on_count == PASSED_ON_MAX)
		argp_failure(state, STATUS_BAD, 0,
			     "there are too many options of compare");
	line->passed_on[line->passed_on_count++] = word;
}

static void pass_on_value(struct command_line *line, char *option, char *arg,
			  struct argp_state *state)
{
	pass_on(line, option, state);
	pass_on(line, arg, state);
}

static size_t parse_boots(const char *arg, struct argp_state *state)
{
	char *end;
	unsigned long boots = strtoul(arg, &end, 10);

	if (*arg < '0' || *arg > '9' || *end || boots < 1 ||
	    boots > AB_BOOTS_MAX)
		argp_failure(state, STATUS_BAD, 0,
			     "--boots cannot be '%s'; allowed: a number from "
			     "1 to %d",
			     arg, AB_BOOTS_MAX);
	return boots;
}

static void add_spec(struct command_line *line, char *arg,
		     struct argp_state *state)
{
	if (line->spec_count == 2)
		argp_failure(state, STATUS_BAD, 0,
			     "'%s' is one side too many; allowed: BASE and NEW",
			     arg);
	line->options.specs[line->spec_count++] = arg;
}

static void add_set(struct run_options *run, char *arg,
		    struct argp_state *state)
{
	if (run->set_count == RUN_SET_MAX)
		argp_failure(state, STATUS_BAD, 0,
			     "--set is given more than %d times", RUN_SET_MAX);
	run->set[run->set_count++] = arg;
}

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct command_line *line = state->input;
	struct run_options *run = &line->options.run;

	switch (key) {
	case 'p':
		run->plan = arg;
		return 0;
	case 'v':
		run->venue = arg;
		return 0;
	case 'k':
		run->kernel = arg;
		return 0;
	case 's':
		add_set(run, arg, state);
		return 0;
	case 'o':
		line->options.folder = arg;
		return 0;
	case KEY_BOOTS:
		line->options.boots = parse_boots(arg, state);
		return 0;
	case KEY_AGAIN:
		line->options.again = true;
		return 0;
	case 't':
		/* What compare would refuse is refused before measuring. */
		percent_parse("threshold", arg, 100, state);
		pass_on_value(line, "--threshold", arg, state);
		return 0;
	case 'l':
		percent_parse_above_0("level", arg, 100, state);
		pass_on_value(line, "--level", arg, state);
		return 0;
	case 'a':
		pass_on(line, "--all", state);
		return 0;
	case KEY_JSON:
		pass_on(line, "--json", state);
		return 0;
	case KEY_MAIL:
		pass_on(line, "--mail", state);
		return 0;
	case KEY_MARKDOWN:
		pass_on(line, "--markdown", state);
		return 0;
	case ARGP_KEY_ARG:
		add_spec(line, arg, state);
		return 0;
	case ARGP_KEY_END:
		if (line->spec_count != 2)
			argp_failure(state, STATUS_BAD, 0, "give BASE and NEW");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

/* Compare as `mnbench compare` does, whose exit status it returns. */
static int compare(const struct command_line *line,
		   const struct ab_side sides[2])
{
	bool one_kernel =
		sides[0].kind == AB_MODULE && sides[1].kind == AB_MODULE;
	char *argv[PASSED_ON_MAX + 6] = {"mnbench ab"};
	int argc = 1;

	for (size_t i = 0; i < line->passed_on_count; i++)
		argv[argc++] = line->passed_on[i];
	if (!one_kernel)
		argv[argc++] = "--across";
	argv[argc++] = "--";
	argv[argc++] = (char *)sides[0].result;
	argv[argc++] = (char *)sides[1].result;
	return compare_main(argc, argv);
}

/* The command as it was given, for a run that is interrupted; to be freed. */
static char *whole_command(int argc, char **argv)
{
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);

	if (!to)
		return NULL;
	shell_quote(to, program_invocation_name);
	fputs(" ab", to);
	for (int i = 1; i < argc; i++) {
		fputc(' ', to);
		shell_quote(to, argv[i]);
	}
	fclose(to);
	return text;
}

const struct argp ab_argp = {
	.options = argp_options,
	.parser = parse_option,
	.args_doc = "BASE NEW",
	.doc = "Measure two kernels, or two commits of mnbench, and compare "
	       "them. A side is the folder of a kernel build, debian, "
	       "debian:VERSION, running, a commit of mnbench (REV or "
	       "commit:REV), another folder of mnbench, or a result. Results "
	       "are kept under names made of git describe and digests, and "
	       "what is kept is not measured again.\v"
	       "Exit status: that of mnbench compare (0 no regression; 1 a "
	       "regression; 2 not comparable, void, not judged, or bad input), "
	       "or 130 if interrupted. The same command then continues.\n\n"
	       "Examples:\n"
	       "  mnbench ab ../linux-6.11 ../linux-6.12\n"
	       "  mnbench ab HEAD~1 HEAD    # commits of mnbench",
};

int ab_main(int argc, char **argv)
{
	struct command_line line = {.options = {
					    .boots = BOOTS_DEFAULT,
					    .run = {.plan = "quick"},
				    }};
	struct ab_side sides[2];
	struct error error = {0};
	char *command = whole_command(argc, argv);
	int status;

	if (argp_parse(&ab_argp, argc, argv, 0, NULL, &line))
		return STATUS_BAD;
	line.options.run.resume_with = command;
	status = ab_measure(&line.options, sides, &error);
	if (status == STATUS_BAD && error.message[0])
		error_say(&error);
	if (!status)
		status = compare(&line, sides);
	free(command);
	return status;
}
