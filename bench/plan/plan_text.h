/* SPDX-License-Identifier: GPL-2.0-only */
/* The text of a plan: reading the file and checking its characters. */
#ifndef PLAN_TEXT_H
#define PLAN_TEXT_H

#include <stddef.h>

#include "lib/error.h"

/* A plan that fills this has many more than PLAN_CELLS_MAX cells. */
#define PLAN_TEXT_MAX (1 << 20)

/*
 * Read all of @path, which messages call @shown, and a @what: a plan, or what
 * it names. Returns the text, to be freed, or NULL with @error: the file cannot
 * be read, is empty, is larger than PLAN_TEXT_MAX bytes, or has a line that
 * plan_text_check() refuses.
 */
char *plan_text_read(const char *what, const char *path, const char *shown,
		     struct error *error);

/*
 * Check one line, without its newline: a result stores it as JSON, and messages
 * print parts of it. Returns 0, or -1 with @error if @what, the line or the
 * like, is not UTF-8 or has control characters other than a tab.
 */
int plan_text_check(const char *what, const char *line, size_t length,
		    struct error *error);

#endif
