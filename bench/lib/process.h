/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Child processes. Each leads its own process group, so that all processes that
 * it starts can be ended with it. It ends when mnbench ends.
 */
#ifndef PROCESS_H
#define PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * Start the program argv[0], searched in PATH, without input. Its standard
 * output and errors go to the descriptors @out and @err; -1: to /dev/null.
 * Returns its pid, or -1 with errno.
 */
pid_t process_start(char *const argv[], int out, int err);

/* Wait for its end. Returns its exit status as below, or -1 with errno. */
int process_wait(pid_t pid);

/*
 * Return true if the process has ended. Then @status is its exit status, or 128
 * + N if signal N ended it.
 */
bool process_ended(pid_t pid, int *status);

/*
 * Send SIGTERM to the groups of @count processes, and wait until nothing of
 * them is left; after @seconds send SIGKILL to the others and wait for another
 * second. Reap what has ended. A process of another user may be left.
 */
void processes_stop(const pid_t *pids, size_t count, int seconds);

/* The same for one process, and 3 seconds. */
void process_stop(pid_t pid);

/*
 * Run argv until it ends. @text gets the beginning of its standard output, or
 * of its standard error with @errors, without newlines at the end. Returns its
 * exit status, or -1 with errno.
 */
int process_run(char *const argv[], bool errors, char *text, size_t size);

/* The same, but all its output goes to the standard error of mnbench. */
int process_run_shown(char *const argv[]);

#endif
