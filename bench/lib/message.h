/* SPDX-License-Identifier: GPL-2.0-only */
/* Messages for the user: one line each, on standard error. */
#ifndef MESSAGE_H
#define MESSAGE_H

#include "lib/error.h"

/* Print "mnbench: MESSAGE" and a newline. */
__attribute__((format(printf, 1, 2))) void say(const char *format, ...);

/* Print an error and the place that it comes from in the same way. */
void error_say(const struct error *error);

#endif
