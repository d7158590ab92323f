/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Checks of JSON values that were read from a file. Each check returns 0, or -1
 * with an error whose key is the path of the value, such as
 * "cells[3].samples[0].ns[5]", and whose message says what the value is and
 * what is allowed.
 */
#ifndef JSON_CHECK_H
#define JSON_CHECK_H

#include <jansson.h>
#include <stdbool.h>

#include "lib/error.h"

/*
 * The largest time or count that a file may hold: 2^53. All integers up to it
 * are exact as a double, and sums of such values stay finite.
 */
#define AMOUNT_MAX 9007199254740992

/* The path of a value in a file. Longer paths are cut. */
struct json_path {
	char text[ERROR_KEY_MAX];
};

__attribute__((format(printf, 1, 2))) struct json_path
json_path(const char *format, ...);

/* The path of member @name of the object at @path, which may be "". */
struct json_path json_member(const char *path, const char *name);

/* Say that @value (NULL: it is missing) is not @allowed. Always returns -1. */
int json_refuse(const json_t *value, const char *path, const char *allowed,
		struct error *error);

/* A number from 0 to AMOUNT_MAX. */
int json_check_amount(const json_t *value, const char *path,
		      struct error *error);

/* A list of such numbers. */
int json_check_amounts(const json_t *list, const char *path,
		       struct error *error);

/* An integer from @min to @max. */
int json_check_integer(const json_t *value, const char *path, json_int_t min,
		       json_int_t max, struct error *error);

/*
 * Counters: an object whose values are integers from 0 to AMOUNT_MAX, but the
 * member "callbacks", if there is one, is an object of such integers.
 */
int json_check_counts(const json_t *object, const char *path,
		      struct error *error);

/* A text of lower-case letters, digits, '-' and '_'; at least one. */
bool json_is_word(const json_t *value);

#endif
