/* SPDX-License-Identifier: GPL-2.0-only */
/* The command that repeats the run of a result. */
#ifndef REPRODUCE_H
#define REPRODUCE_H

#include "result/result.h"

/*
 * Return `mnbench run ...`, called as suite_program() does, with every option
 * that has an effect on what is measured, quoted for a shell, to be freed;
 * before it, if mnbench ab prepared the kernel, the command that does. It
 * stores to another file than @result. Texts of the result are in it: print it
 * as print_text() does.
 */
char *reproduce_command(const struct result *result);

/* The same, storing to the file @output. */
char *reproduce_command_to(const struct result *result, const char *output);

/*
 * Return what the command alone does not repeat, a sentence on each line: a
 * plan that is no longer what it was, or that is a file of the user, and a
 * kernel whose name is not known. To be freed; NULL if there is nothing to say.
 */
char *reproduce_note(const struct result *result);

#endif
