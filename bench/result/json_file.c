// SPDX-License-Identifier: GPL-2.0-only
/* Reading a file that holds one JSON object. */
#include "result/json_file.h"

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* Bytes of memory for each byte of a result, as measured. */
#define MEMORY_FACTOR 10

/* A file of so many bytes is read in any case. */
#define SMALL_FILE (UINT64_C(64) << 20)

/* Return true if @token is a word that does not begin one of JSON's words. */
static bool is_foreign_word(const char *token, size_t length)
{
	static const char *const words[] = {"true", "false", "null"};

	if (!isalpha((unsigned char)token[0]))
		return false;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strncmp(words[i], token, length) == 0)
			return false;
	return true;
}

/*
 * jansson says "invalid token near 'tru'" where the file ends so. It does not
 * quote a long text.
 */
static bool ends_within_token(const json_error_t *json_error, FILE *file)
{
	static const char before[] = " near '";
	const char *token = strstr(json_error->text, before);

	if (!feof(file) || !token)
		return feof(file);
	token += strlen(before);
	return !is_foreign_word(token, strcspn(token, "'"));
}

static bool is_truncated(const json_error_t *json_error, FILE *file)
{
	switch (json_error_code(json_error)) {
	case json_error_premature_end_of_input:
		return true;
	case json_error_invalid_syntax:
		return ends_within_token(json_error, file);
	default:
		return false;
	}
}

static void explain(const json_error_t *json_error, FILE *file,
		    struct error *error)
{
	char text[sizeof(json_error->text)];

	if (ferror(file)) {
		error_set(error, "cannot read: %s", strerror(errno));
		return;
	}
	if (is_truncated(json_error, file) && ftell(file) <= 0) {
		error_set(error, "the file is empty");
		return;
	}
	if (is_truncated(json_error, file)) {
		error_set(error,
			  "the file is truncated: it ends at line %d within "
			  "the JSON text",
			  json_error->line);
		return;
	}
	/* The text may quote the file. */
	strcpy(text, json_error->text);
	for (char *at = text; *at; at++)
		if ((unsigned char)*at < ' ' || (unsigned char)*at >= 0x7f)
			*at = '?';
	error_set(error, "no result of mnbench: line %d is no JSON (%s)",
		  json_error->line, text);
}

static const char *kind(const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_ARRAY:
		return "a list";
	case JSON_STRING:
		return "a text";
	case JSON_INTEGER:
	case JSON_REAL:
		return "a number";
	case JSON_NULL:
		return "null";
	default:
		return json_is_true(value) ? "true" : "false";
	}
}

static json_t *read_object(FILE *file, struct error *error)
{
	json_error_t json_error;
	json_t *root = json_loadf(
		file, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, &json_error);

	if (json_is_object(root))
		return root;
	if (root)
		error_set(error,
			  "no result of mnbench: it holds %s, not an object",
			  kind(root));
	else
		explain(&json_error, file, error);
	json_decref(root);
	return NULL;
}

int json_file_check_size(uint64_t bytes, const struct host_memory *memory,
			 struct error *error)
{
	uint64_t need_mb = bytes / (1 << 20) * MEMORY_FACTOR;

	if (bytes <= SMALL_FILE || need_mb <= memory->available_mb)
		return 0;
	return error_set(error,
			 "the file has %" PRIu64 " MiB; reading it takes "
			 "about %" PRIu64 " MiB of memory, and %" PRIu64
			 " MiB are available",
			 bytes >> 20, need_mb, memory->available_mb);
}

/* Refuse a file whose reading would end mnbench or another program. */
static int check_size(FILE *file, struct error *error)
{
	struct host_memory memory;
	struct stat st;

	if (fstat(fileno(file), &st) || !S_ISREG(st.st_mode) ||
	    host_memory_read(&memory, "/proc/meminfo"))
		return 0;
	return json_file_check_size((uint64_t)st.st_size, &memory, error);
}

json_t *json_file_read(const char *path, struct error *error)
{
	FILE *file = fopen(path, "re");
	json_t *root;

	if (!file) {
		error_set(error, "cannot read: %s", strerror(errno));
		return NULL;
	}
	root = check_size(file, error) ? NULL : read_object(file, error);
	fclose(file);
	return root;
}
