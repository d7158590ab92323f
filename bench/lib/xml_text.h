/* SPDX-License-Identifier: GPL-2.0-only */
/* Texts in XML documents. */
#ifndef XML_TEXT_H
#define XML_TEXT_H

#include <stdio.h>

/*
 * Print a UTF-8 text so that it can stand in an attribute or between tags. What
 * XML cannot hold becomes U+FFFD.
 */
void xml_text(FILE *to, const char *text);

#endif
