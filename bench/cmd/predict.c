// SPDX-License-Identifier: GPL-2.0-only
/* mnbench predict: the options of the command, and its exit status. */
#include <argp.h>
#include <math.h>
#include <stdlib.h>

#include "cmd/commands.h"
#include "cmd/percent.h"
#include "cmd/result_argument.h"
#include "judge/prediction_load.h"
#include "judge/runs.h"
#include "lib/exit.h"
#include "lib/message.h"
#include "print/json.h"
#include "print/line_width.h"
#include "print/prediction.h"
#include "print/prediction_csv.h"
#include "print/prediction_json.h"
#include "print/text.h"
#include "print/wrap.h"
#include "report/prediction_picture.h"

struct options {
	char **names;
	size_t count;
	bool csv, json;
	double threshold;
	const char *output;
};

enum {
	KEY_CSV = 256,
	KEY_JSON,
};

static const struct argp_option argp_options[] = {
	{"output", 'o', "FOLDER", 0,
	 "Draw the picture, into FOLDER/instructions-time.svg and .png "
	 "(default: no picture)",
	 0},
	{"threshold", 't', "PERCENT", 0,
	 "How far a cell may be from the line, in percent of what the line "
	 "says, before it is listed as off (default: 25)",
	 0},
	{"csv", KEY_CSV, NULL, 0, "Print CSV: a row for each cell", 0},
	{"json", KEY_JSON, NULL, 0,
	 "Print JSON (docs/instructions-and-time.md), which the command reads "
	 "in place of results",
	 0},
	{0},
};

static error_t parse_option(int key, char *arg, struct argp_state *state)
{
	struct options *options = state->input;

	switch (key) {
	case 'o':
		options->output = arg;
		return 0;
	case 't':
		options->threshold =
			percent_parse("threshold", arg, INFINITY, state);
		return 0;
	case KEY_CSV:
		options->csv = true;
		return 0;
	case KEY_JSON:
		options->json = true;
		return 0;
	case ARGP_KEY_ARGS:
		options->names = state->argv + state->next;
		options->count = (size_t)(state->argc - state->next);
		return 0;
	case ARGP_KEY_NO_ARGS:
		argp_failure(state, STATUS_BAD, 0,
			     "give EXACT and TIMED, or what --json printed");
		return 0;
	default:
		return ARGP_ERR_UNKNOWN;
	}
}

static int load(struct runs *runs, char *const *names, size_t count,
		struct error *error)
{
	return result_arguments_load(runs, "predict", names, count,
				     result_or_reference_load, error);
}

/* NULL with a message. */
static struct prediction *measure(const struct options *options,
				  struct error *error)
{
	struct runs exact = {0}, timed = {0};
	struct prediction *p = NULL;

	if (options->count < 2)
		error_set(error,
			  "give EXACT, a result of venue icount, and TIMED, "
			  "results of host or kvm; '%s' is one file, and not "
			  "what --json printed",
			  options->names[0]);
	else if (!load(&exact, options->names, 1, error) &&
		 !load(&timed, options->names + 1, options->count - 1, error)) {
		const struct side a = {.runs = exact.at, .count = exact.count};
		const struct side b = {.runs = timed.at, .count = timed.count};

		p = prediction_make(&a, &b, options->threshold, error);
	}
	runs_free(&exact);
	runs_free(&timed);
	return p;
}

static void print_as_text(const struct prediction *p)
{
	FILE *to = wrap_open(stdout, line_width());

	prediction_text(p, to);
	fclose(to);
}

static int print(const struct options *options, const struct prediction *p,
		 struct error *error)
{
	if (options->json) {
		if (json_print(prediction_json(p), stdout, error))
			return -1;
	} else if (options->csv) {
		prediction_csv(p, stdout);
	} else {
		print_as_text(p);
	}
	if (!options->output)
		return 0;
	if (prediction_picture(p, options->output, error))
		return -1;
	if (!options->json && !options->csv)
		print_text(stdout, "%s/%s.svg\n", options->output,
			   PREDICTION_PICTURE);
	return 0;
}

const struct argp predict_argp = {
	.options = argp_options,
	.parser = parse_option,
	.args_doc = "EXACT TIMED...\nSTORED",
	.doc = "Show how well instructions predict time: what modes add to "
	       "operations in EXACT, a result of venue icount, against what "
	       "they add in TIMED, results or folders of results of venue "
	       "host or kvm. STORED is what --json has printed.\v"
	       "Exit status: 0; 2 bad input, or no gnuplot.\n\n"
	       "Examples:\n"
	       "  mnbench predict icount.json host.json -o picture\n"
	       "  mnbench predict --json icount.json host/ >stored.json\n"
	       "  mnbench predict stored.json",
};

int predict_main(int argc, char **argv)
{
	struct options options = {.threshold = PREDICTION_THRESHOLD};
	struct error error = {0};
	struct prediction *p;
	int status = STATUS_BAD;

	if (argp_parse(&predict_argp, argc, argv, 0, NULL, &options))
		return STATUS_BAD;
	p = options.count == 1 && is_prediction(options.names[0])
		    ? prediction_load(options.names[0], options.threshold,
				      &error)
		    : measure(&options, &error);
	if (p && !print(&options, p, &error))
		status = STATUS_OK;
	else
		error_say(&error);
	prediction_free(p);
	return status;
}
