/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The subcommands of mnbench. Each gets its own argv, whose first word is
 * "mnbench COMMAND", and returns an exit status.
 */
#ifndef COMMANDS_H
#define COMMANDS_H

int bisect_main(int argc, char **argv);
int compare_main(int argc, char **argv);
int history_main(int argc, char **argv);
int list_main(int argc, char **argv);
int report_main(int argc, char **argv);
int merge_main(int argc, char **argv);
int validate_main(int argc, char **argv);
int run_main(int argc, char **argv);
int show_main(int argc, char **argv);

#ifndef MNBENCH_VERSION
#define MNBENCH_VERSION "0.1"
#endif

#endif
