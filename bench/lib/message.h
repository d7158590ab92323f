/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Messages for the user, on standard error. Whatever they quote is printed as
 * printable() (lib/printable.h) makes it.
 */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "lib/error.h"

/* Print "mnbench: MESSAGE" and a newline: something is wrong. */
__attribute__((format(printf, 1, 2))) void say(const char *format, ...);

/* Print an error and the place that it comes from in the same way. */
void error_say(const struct error *error);

/* Print a line without the program's name: what a command has done so far. */
__attribute__((format(printf, 1, 2))) void say_note(const char *format, ...);

/* Print the lines of a text from elsewhere, such as a guest's console. */
void say_lines(const char *text);

#endif
