/* SPDX-License-Identifier: GPL-2.0-only */
/* Text and numbers of HTML pages. */
#ifndef HTML_H
#define HTML_H

#include <stdbool.h>
#include <stdio.h>

#include "result/result.h"

#define SHORT_TEXT_MAX 32

/* Write @text with the special characters of HTML escaped. */
void html_text(FILE *file, const char *text);

/* Write a whole number as "12,345"; @sign: "+12,345" where it is above 0. */
void html_number(FILE *file, double number, bool sign);

/*
 * Format a change in percent: "+1.5 %", "+12 %", "0 %". One that rounds to 0
 * and is not 0 keeps its sign: "+0.0 %".
 */
void percent_text(double percent, char text[SHORT_TEXT_MAX]);

/* Format a time in ns with three digits: "193 µs", "1.0 s", "−20 ns". */
void time_text(double ns, char text[SHORT_TEXT_MAX]);

/* The unit of a run's times in words. */
const char *html_unit(const struct result *run);

#endif
