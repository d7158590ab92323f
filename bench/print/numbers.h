/* SPDX-License-Identifier: GPL-2.0-only */
/* Formatting numbers for tables. */
#ifndef PRINT_NUMBERS_H
#define PRINT_NUMBERS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Write a whole number as "12,345"; @sign: "+12,345" where it is not negative.
 */
void format_units(double value, bool sign, char *text, size_t size);

/*
 * Write events per operation: three digits, whole numbers from a thousand on.
 */
void format_rate(double value, char *text, size_t size);

#endif
