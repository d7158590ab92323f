/* SPDX-License-Identifier: GPL-2.0-only */
/* Checking the options of a command line before the command parses them. */
#ifndef OPTION_CHECK_H
#define OPTION_CHECK_H

#include <argp.h>

#include "lib/error.h"

/*
 * Check that each option in @argv, which begins with the name of the command,
 * is one of @argp (NULL: there is nothing to check) and has a value if it needs
 * one. Returns 0, or -1 with an error of one line, which names the option that
 * was probably meant.
 */
int option_check(const struct argp *argp, int argc, char **argv,
		 struct error *error);

#endif
