/* SPDX-License-Identifier: GPL-2.0-only */
/* Options whose value is a percentage. */
#ifndef PERCENT_H
#define PERCENT_H

#include <argp.h>

/*
 * Return a percentage as a share: 0.05 for "5". Ends the program with a message
 * and STATUS_BAD unless it is a number from 0 to below @limit percent;
 * INFINITY: any finite number from 0.
 */
double percent_parse(const char *option, const char *text, double limit,
		     const struct argp_state *state);

/* The same, but the number is above 0, and @limit is finite. */
double percent_parse_above_0(const char *option, const char *text, double limit,
			     const struct argp_state *state);

#endif
