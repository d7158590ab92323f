/* SPDX-License-Identifier: GPL-2.0-only */
/* Printing JSON for other programs. */
#ifndef PRINT_JSON_H
#define PRINT_JSON_H

#include <jansson.h>
#include <stdio.h>

#include "lib/error.h"

/* A number; null for NAN and infinities, which JSON does not have. */
json_t *json_number_or_null(double value);

/*
 * Print a value and a newline, and free it. @value may be NULL, out of memory.
 * Returns 0, or -1 with a message.
 */
int json_print(json_t *value, FILE *to, struct error *error);

#endif
