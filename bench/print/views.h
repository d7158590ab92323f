/* SPDX-License-Identifier: GPL-2.0-only */
/* The views of a result: one for each value of the key `timed`. */
#ifndef PRINT_VIEWS_H
#define PRINT_VIEWS_H

#include "print/view.h"

/* An array by that value; some have no cells. views_free() ends it. */
struct view *views_make(const struct result *result, size_t *count);
void views_free(struct view *views, size_t count);

#endif
