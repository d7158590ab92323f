/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Child processes. Each gets a process group of its own, so that all it starts
 * can be ended with it, and does not outlive us.
 */
#ifndef PROCESS_H
#define PROCESS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

/*
 * Start argv[0] (searched in PATH), with no input; output and errors go to the
 * descriptors, -1: to /dev/null. Returns its pid, or -1 with errno.
 */
pid_t process_start(char *const argv[], int out, int err);

/* Whether it has ended; then @status is its exit status, 128 + N after signal
 * N. */
bool process_ended(pid_t pid, int *status);

/* Ask its group to end, force it after a few seconds, and reap it. */
void process_stop(pid_t pid);

/*
 * Run argv to its end and keep the start of what it prints, without the last
 * newline: of its output, or with @errors of its errors. Returns its exit
 * status, or -1 with errno.
 */
int process_run(char *const argv[], bool errors, char *text, size_t size);

#endif
