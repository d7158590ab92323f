/* SPDX-License-Identifier: GPL-2.0-only */
/* The words of a figure that the page draws: of its columns and panels. */
#ifndef FIGURE_WORDS_H
#define FIGURE_WORDS_H

#include "report/html.h"
#include "report/layout.h"
#include "report/svg.h"

/* "memory that the mode holds": what a column is, for people. */
const char *column_words(const struct column *column);

/* How the numbers of a column are written. */
enum svg_form column_form(const struct column *column);

/* A number of such a column: "+43 %", "5.2 µs". */
void value_text(double number, enum svg_form form, char text[SHORT_TEXT_MAX]);

/* "far from the device's pages, device 5us"; to be freed. */
char *panel_title(const struct layout *layout, size_t row, size_t column);

/* "placement far": a value of a key in words; to be freed. */
char *key_words(const char *key, const char *value);

#endif
