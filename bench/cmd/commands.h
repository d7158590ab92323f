/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The commands of mnbench. Each command gets its own argv, whose first word is
 * "mnbench COMMAND", parses its options and returns an exit status
 * (lib/exit.h).
 */
#ifndef COMMANDS_H
#define COMMANDS_H

struct command {
	const char *name;
	int (*main)(int argc, char **argv);
	const char *summary; /* one line of `mnbench help` */
};

/*
 * Run the command of @commands that argv[1] names. An entry without a name ends
 * @commands. Returns the exit status.
 */
int command_main(const struct command *commands, int argc, char **argv);

int bisect_main(int argc, char **argv);
int compare_main(int argc, char **argv);
int history_main(int argc, char **argv);
int list_main(int argc, char **argv);
int merge_main(int argc, char **argv);
int reference_main(int argc, char **argv);
int report_main(int argc, char **argv);
int run_main(int argc, char **argv);
int show_main(int argc, char **argv);
int validate_main(int argc, char **argv);

#endif
