/* SPDX-License-Identifier: GPL-2.0-only */
/* Text of HTML pages. */
#ifndef HTML_H
#define HTML_H

#include <stdio.h>

/* Write @text, with the characters that HTML gives a meaning escaped. */
void html_text(FILE *file, const char *text);

#endif
