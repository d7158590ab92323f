/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The commands of mnbench. Each command gets its own argv, whose first word is
 * "mnbench COMMAND", parses its options and returns an exit status
 * (lib/exit.h).
 */
#ifndef COMMANDS_H
#define COMMANDS_H

#include <argp.h>

struct command {
	const char *group; /* the heading in the help; NULL: as the one above */
	const char *name;
	int (*main)(int argc, char **argv);
	const struct argp *argp; /* its options, also for the completion */
	const char *summary;     /* one line of `mnbench help` */
	int status_bad; /* its exit status on bad input; 0: STATUS_BAD */
};

/* All commands, ended by an entry without a name. */
extern const struct command commands[];

/*
 * Run the command of @commands that argv[1] names. An entry without a name ends
 * @commands. Returns the exit status.
 */
int command_main(const struct command *commands, int argc, char **argv);

int ab_main(int argc, char **argv);
int bisect_main(int argc, char **argv);
int compare_main(int argc, char **argv);
int completion_main(int argc, char **argv);
int history_main(int argc, char **argv);
int host_main(int argc, char **argv);
int kernel_main(int argc, char **argv);
int list_main(int argc, char **argv);
int matrix_main(int argc, char **argv);
int merge_main(int argc, char **argv);
int predict_main(int argc, char **argv);
int reference_main(int argc, char **argv);
int report_main(int argc, char **argv);
int run_main(int argc, char **argv);
int show_main(int argc, char **argv);
int validate_main(int argc, char **argv);

extern const struct argp ab_argp;
extern const struct argp bisect_argp;
extern const struct argp compare_argp;
extern const struct argp completion_argp;
extern const struct argp history_argp;
extern const struct argp host_argp;
extern const struct argp kernel_argp;
extern const struct argp list_argp;
extern const struct argp matrix_argp;
extern const struct argp merge_argp;
extern const struct argp predict_argp;
extern const struct argp reference_argp;
extern const struct argp report_argp;
extern const struct argp run_argp;
extern const struct argp show_argp;
extern const struct argp validate_argp;

#endif
