/* SPDX-License-Identifier: GPL-2.0-only */
/* Text and numbers of HTML pages. */
#ifndef HTML_H
#define HTML_H

#include <stdbool.h>
#include <stdio.h>

#include "result/result.h"

/* Write @text with the special characters of HTML escaped. */
void html_text(FILE *file, const char *text);

/* Write a whole number as "12,345"; @sign: "+12,345" where it is above 0. */
void html_number(FILE *file, double number, bool sign);

/* The unit of a run's times in words. */
const char *html_unit(const struct result *run);

#endif
