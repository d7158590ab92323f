// SPDX-License-Identifier: GPL-2.0-only
/* Checks of JSON values that were read from a file. */
#include "result/json_check.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* How much of a refused value a message shows. */
#define SHOWN_MAX 40

#define TEXT_OF(macro) TEXT(macro)
#define TEXT(value)    #value

struct json_path json_path(const char *format, ...)
{
	struct json_path path;
	va_list args;

	va_start(args, format);
	vsnprintf(path.text, sizeof(path.text), format, args);
	va_end(args);
	return path;
}

struct json_path json_member(const char *path, const char *name)
{
	return json_path("%s%s%s", path, *path ? "." : "", name);
}

static int refuse(const char *is, const char *more, const char *path,
		  const char *allowed, struct error *error)
{
	return error_set_key(error, path, "is %s%s; allowed: %s", is, more,
			     allowed);
}

int json_refuse(const json_t *value, const char *path, const char *allowed,
		struct error *error)
{
	char *text, shown[SHOWN_MAX + 1];
	const char *more = "";

	if (!value)
		return refuse("missing", "", path, allowed, error);
	if (json_is_array(value))
		return refuse("a list", "", path, allowed, error);
	if (json_is_object(value))
		return refuse("an object", "", path, allowed, error);
	/* In ASCII, control characters are escaped. */
	text = json_dumps(value, JSON_ENCODE_ANY | JSON_ENSURE_ASCII |
					 JSON_REAL_PRECISION(6));
	if (text && strlen(text) > SHOWN_MAX)
		more = "...";
	snprintf(shown, sizeof(shown), "%s", text ? text : "?");
	free(text);
	return refuse(shown, more, path, allowed, error);
}

static bool is_amount(const json_t *value)
{
	if (json_is_integer(value))
		return json_integer_value(value) >= 0 &&
		       json_integer_value(value) <= AMOUNT_MAX;
	return json_is_real(value) && json_real_value(value) >= 0 &&
	       json_real_value(value) <= (double)AMOUNT_MAX;
}

int json_check_amount(const json_t *value, const char *path,
		      struct error *error)
{
	if (is_amount(value))
		return 0;
	return json_refuse(value, path,
			   "a number from 0 to " TEXT_OF(AMOUNT_MAX), error);
}

int json_check_amounts(const json_t *list, const char *path,
		       struct error *error)
{
	json_t *value;
	size_t i;

	if (!json_is_array(list))
		return json_refuse(list, path, "a list of numbers", error);
	json_array_foreach(list, i, value)
		if (!is_amount(value))
			return json_check_amount(
				value, json_path("%s[%zu]", path, i).text,
				error);
	return 0;
}

int json_check_integer(const json_t *value, const char *path, json_int_t min,
		       json_int_t max, struct error *error)
{
	char allowed[80];

	if (json_is_integer(value) && json_integer_value(value) >= min &&
	    json_integer_value(value) <= max)
		return 0;
	snprintf(allowed, sizeof(allowed),
		 "an integer from %" JSON_INTEGER_FORMAT
		 " to %" JSON_INTEGER_FORMAT,
		 min, max);
	return json_refuse(value, path, allowed, error);
}

static bool is_word(const char *text)
{
	return text[0] &&
	       !text[strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-_")];
}

bool json_is_word(const json_t *value)
{
	return json_is_string(value) && is_word(json_string_value(value));
}

static int check_name(const char *name, const char *path, struct error *error)
{
	json_t *text;
	int ret;

	if (is_word(name))
		return 0;
	text = json_string(name);
	ret = json_refuse(text, json_path("a name in %s", path).text,
			  "lower-case letters, digits, '-' and '_'", error);
	json_decref(text);
	return ret;
}

static int check_counts(const json_t *object, const char *path,
			bool is_callbacks, struct error *error)
{
	const char *name;
	json_t *value;
	int ret = 0;

	if (!json_is_object(object))
		return json_refuse(object, path, "an object of counts", error);
	json_object_foreach((json_t *)object, name, value) {
		struct json_path below = json_member(path, name);

		if (check_name(name, path, error))
			return -1;
		if (strcmp(name, "callbacks") == 0 && !is_callbacks)
			ret = check_counts(value, below.text, true, error);
		else
			ret = json_check_integer(value, below.text, 0,
						 AMOUNT_MAX, error);
		if (ret)
			return ret;
	}
	return 0;
}

int json_check_counts(const json_t *object, const char *path,
		      struct error *error)
{
	return check_counts(object, path, false, error);
}
