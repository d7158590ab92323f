/* SPDX-License-Identifier: GPL-2.0-only */
/* One line for the user on stderr, and messages that are handed upwards. */
#ifndef SAY_H
#define SAY_H

#include <stddef.h>

/* "mnbench: MESSAGE" and a newline on stderr. */
__attribute__((format(printf, 1, 2))) void say(const char *format, ...);

/* Longest message of a function that fails. */
#define ERROR_MAX 512

/* Write a message to @error; always -1, so that a function can return it. */
__attribute__((format(printf, 3, 4))) int fail(char *error, size_t size,
					       const char *format, ...);

#endif
