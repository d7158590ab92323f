/* SPDX-License-Identifier: GPL-2.0-only */
/* Numbers of which only an interval is known, rounded to that. */
#ifndef PRINT_INTERVAL_TEXT_H
#define PRINT_INTERVAL_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "judge/cell_intervals.h"

/*
 * Write "2,211 +-13": the value and half the width of its interval, rounded to
 * one digit of that, or two if the first is 1 or 2. Without an interval the
 * value has two digits and "~" before it. @sign: as for format_units().
 */
void interval_text(const struct interval *interval, bool sign, char *text,
		   size_t size);

/* Write the value alone, rounded in the same way. */
void interval_value(const struct interval *interval, bool sign, char *text,
		    size_t size);

/* Write the ends of a known interval of percents: "11.9 to 13.7 %". */
void interval_ends(const struct interval *interval, char *text, size_t size);

#endif
