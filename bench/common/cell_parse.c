// SPDX-License-Identifier: GPL-2.0-only
/* Parsing the keys of a cell. */
#include <stdlib.h>
#include <string.h>

#include "common/address_space.h"
#include "common/cell.h"
#include "common/modes.h"
#include "common/text.h"
#include "common/units.h"
#include "lib/nearest.h"
#include "workload.h"

static bool is_workload(const struct cell_key *key)
{
	return strcmp(key->name, "workload") == 0;
}

static bool name_is_known(const struct cell_key *key, const char *value)
{
	if (!is_workload(key))
		return mode_find(value);
	return workload_find(value) || strcmp(value, CELL_IDLE) == 0;
}

/* There are too many workloads to name them all. */
static int refuse_workload(const char *value, struct error *error)
{
	struct nearest nearest = nearest_begin(value);
	char hint[NEAREST_HINT_MAX], shown[TEXT_SHORT_MAX];

	for (size_t i = 0; workloads[i]; i++)
		nearest_try(&nearest, workloads[i]->name);
	return error_set(error,
			 "unknown workload '%s'; allowed: " CELL_IDLE
			 " and those of 'mnbench list workloads'%s",
			 text_shorten(shown, value),
			 nearest_hint(&nearest, hint));
}

static int refuse_name(const struct cell_key *key, const char *value,
		       struct error *error)
{
	char message[ERROR_MESSAGE_MAX], shown[TEXT_SHORT_MAX];
	const struct mode_info *mode;
	struct text text;

	if (is_workload(key))
		return refuse_workload(value, error);
	text_begin(&text, message, sizeof(message));
	text_append(&text, "unknown %s '%s'; allowed:", key->name,
		    text_shorten(shown, value));
	for (size_t i = 0; (mode = mode_at(i)); i++)
		text_append(&text, "%s %s", i ? "," : "", mode->name);
	return error_set(error, "%s", message);
}

static int set_name(struct cell *cell, const struct cell_key *key,
		    const char *value, struct error *error)
{
	if (!name_is_known(key, value) || strlen(value) >= CELL_NAME_MAX)
		return refuse_name(key, value, error);
	strcpy(cell_name_at(cell, key), value);
	return 0;
}

static int refuse_choice(const struct cell_key *key, const char *value,
			 struct error *error)
{
	char message[ERROR_MESSAGE_MAX], shown[TEXT_SHORT_MAX];
	const char *word;
	struct text text;

	text_begin(&text, message, sizeof(message));
	text_append(&text, "unknown %s '%s'; allowed:", key->name,
		    text_shorten(shown, value));
	for (size_t i = 0; (word = cell_choice(key, i)); i++)
		text_append(&text, "%s %s", i ? "," : "", word);
	return error_set(error, "%s", message);
}

/* Words that plans and results used before. */
static const char *current_word(const struct cell_key *key, const char *value)
{
	if (strcmp(key->name, "filter") == 0 && strcmp(value, "on") == 0)
		return "bitmap";
	return value;
}

static int refuse_address_space(const char *value, struct error *error)
{
	char shown[TEXT_SHORT_MAX];

	return error_set(
		error,
		"unknown address_space '%s'; allowed: " ADDRESS_SPACE_ALLOWED,
		text_shorten(shown, value));
}

static int set_choice(struct cell *cell, const struct cell_key *key,
		      const char *value, struct error *error)
{
	const char *word;

	if (strcmp(key->name, "address_space") == 0)
		return address_space_number(value, cell_number_at(cell, key))
			       ? 0
			       : refuse_address_space(value, error);
	for (size_t i = 0; (word = cell_choice(key, i)); i++) {
		if (strcmp(word, current_word(key, value)) == 0) {
			*cell_number_at(cell, key) = i;
			return 0;
		}
	}
	return refuse_choice(key, value, error);
}

/* Add one word of a CELL_SET. Returns false if it is none. */
static bool add_word(uint64_t *set, const struct cell_key *key,
		     const char *word, size_t length)
{
	for (size_t i = 0; key->choices[i]; i++) {
		if (strlen(key->choices[i]) == length &&
		    strncmp(key->choices[i], word, length) == 0) {
			*set |= UINT64_C(1) << i;
			return true;
		}
	}
	return false;
}

static int refuse_set(const struct cell_key *key, const char *value,
		      struct error *error)
{
	char message[ERROR_MESSAGE_MAX], shown[TEXT_SHORT_MAX];
	struct text text;

	text_begin(&text, message, sizeof(message));
	text_append(&text,
		    "unknown %s '%s'; allowed: all, or joined by +:", key->name,
		    text_shorten(shown, value));
	for (size_t i = 0; key->choices[i]; i++)
		text_append(&text, "%s %s", i ? "," : "", key->choices[i]);
	return error_set(error, "%s", message);
}

static int set_words(struct cell *cell, const struct cell_key *key,
		     const char *value, struct error *error)
{
	uint64_t set = 0;
	const char *word = value;

	if (strcmp(value, "all") == 0) {
		*cell_number_at(cell, key) = cell_set_mask(key);
		return 0;
	}
	for (;;) {
		size_t length = strcspn(word, "+");

		if (!add_word(&set, key, word, length))
			return refuse_set(key, value, error);
		if (!word[length])
			break;
		word += length + 1;
	}
	*cell_number_at(cell, key) = set;
	return 0;
}

static const struct unit *key_units(const struct cell_key *key)
{
	if (key->kind == CELL_SIZE)
		return size_units;
	return key->kind == CELL_TIME ? time_units : no_units;
}

static const char *number_form(const struct cell_key *key)
{
	if (key->kind == CELL_SIZE)
		return "a size such as 4096, 64K, 2M, 1G";
	if (key->kind == CELL_TIME)
		return "a time such as 500ns, 5us, 1ms";
	return "a number";
}

static int set_number(struct cell *cell, const struct cell_key *key,
		      const char *value, struct error *error)
{
	const struct unit *units = key_units(key);
	char min[UNITS_TEXT_MAX], max[UNITS_TEXT_MAX], shown[TEXT_SHORT_MAX];
	const char *form = number_form(key);
	uint64_t number = 0;
	bool good = units_parse(value, units, &number) && number >= key->min &&
		    number <= key->max;

	if (good &&
	    (strcmp(key->name, "chunk_size") == 0 ||
	     strcmp(key->name, "range_size") == 0) &&
	    (number & (number - 1))) {
		form = "a power of two";
		good = false;
	}
	if (good) {
		*cell_number_at(cell, key) = number;
		return 0;
	}
	units_format(key->min, units, min, sizeof(min));
	units_format(key->max, units, max, sizeof(max));
	return error_set_key(error, key->name,
			     "cannot be '%s'; allowed: %s from %s to %s",
			     text_shorten(shown, value), form, min, max);
}

int cell_set(struct cell *cell, const struct cell_key *key, const char *value,
	     struct error *error)
{
	switch (key->kind) {
	case CELL_NAME:
		return set_name(cell, key, value, error);
	case CELL_CHOICE:
		return set_choice(cell, key, value, error);
	case CELL_SET:
		return set_words(cell, key, value, error);
	default:
		return set_number(cell, key, value, error);
	}
}

void cell_init(struct cell *cell)
{
	memset(cell, 0, sizeof(*cell));
	for (const struct cell_key *key = cell_keys; key->name; key++)
		if (key->initial && cell_set(cell, key, key->initial, NULL))
			abort(); /* the table contradicts itself */
}

static int set_word(struct cell *cell, char *word, struct error *error)
{
	char *value = strchr(word, '=');
	const struct cell_key *key;

	if (!value)
		return error_set(error, "'%s' is not key=value", word);
	*value++ = '\0';
	key = cell_key_find(word);
	if (!key)
		return error_set(error, "unknown key '%s'", word);
	return cell_set(cell, key, value, error);
}

int cell_from_line(struct cell *cell, const char *line, struct error *error)
{
	char *copy = strdup(line);
	char *rest = copy;
	char *word;
	int ret = 0;

	if (!copy)
		return error_set(error, "out of memory");
	cell_init(cell);
	while (!ret && (word = strtok_r(rest, " \t\r\n", &rest)))
		ret = set_word(cell, word, error);
	free(copy);
	return ret ? ret : cell_settle(cell, error);
}
