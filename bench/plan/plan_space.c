// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding and reading the address spaces that a plan names. Where parts of a
 * run are merged, the word is known, and the file is not read.
 */
#include "plan/plan_space.h"

#include <glob.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/address_space.h"
#include "common/text.h"
#include "lib/memory.h"
#include "lib/path.h"
#include "lib/sha256.h"
#include "lib/suite_dir.h"
#include "plan/plan_text.h"

#define FOLDER "address-spaces"
#define SUFFIX ".maps"

/* Its name: that of the file, without its folder and .maps. */
struct space_name {
	const char *start;
	size_t length;
};

static bool is_file(const char *value)
{
	size_t length = strlen(value);

	return strchr(value, '/') ||
	       (length > strlen(SUFFIX) &&
		!strcmp(value + length - strlen(SUFFIX), SUFFIX));
}

static struct space_name name_of(const char *value)
{
	const char *slash = strrchr(value, '/');
	struct space_name name = {.start = slash ? slash + 1 : value};

	name.length = strlen(name.start);
	if (name.length > strlen(SUFFIX) &&
	    !strcmp(name.start + name.length - strlen(SUFFIX), SUFFIX))
		name.length -= strlen(SUFFIX);
	return name;
}

/* Write the path of a file, "" if there is none. */
static void find_file(const char *plan, const char *value, char *path,
		      size_t size)
{
	char suite[PATH_MAX], *copy = must_printf("%s", plan ? plan : "");

	if (!plan || value[0] == '/')
		path_print(path, size, "%s", value);
	else
		path_print(path, size, "%s/%s", dirname(copy), value);
	free(copy);
	if (is_file(value) && !access(path, F_OK))
		return;
	if (value[0] == '/' || suite_dir_find(suite, sizeof(suite), NULL)) {
		path[0] = '\0';
		return;
	}
	path_print(path, size, "%s/" FOLDER "/%s%s", suite, value,
		   is_file(value) ? "" : SUFFIX);
	if (access(path, F_OK))
		path[0] = '\0';
}

static bool is_folder(const char *path)
{
	struct stat st;

	return !stat(path, &st) && S_ISDIR(st.st_mode);
}

/* Append the names of those that ship. */
static void append_names(struct text *text)
{
	char suite[PATH_MAX], pattern[PATH_ROOM];
	glob_t found = {0};

	if (suite_dir_find(suite, sizeof(suite), NULL))
		return;
	path_print(pattern, sizeof(pattern), "%s/" FOLDER "/*" SUFFIX, suite);
	if (!glob(pattern, 0, NULL, &found))
		for (size_t i = 0; i < found.gl_pathc; i++) {
			struct space_name name = name_of(found.gl_pathv[i]);

			text_append(text, ", %.*s", (int)name.length,
				    name.start);
		}
	globfree(&found);
}

static void refuse(const char *value, struct error *error)
{
	char shown[TEXT_SHORT_MAX], names[256];
	struct text text;

	text_begin(&text, names, sizeof(names));
	append_names(&text);
	error_set_key(
		error, "address_space",
		"cannot be '%s'; allowed: " ADDRESS_SPACE_NONE "%s, or a "
		"file like /proc/PID/maps, whose name has a slash or ends "
		"in " SUFFIX,
		text_shorten(shown, value), names);
}

/* Give the address space its word, which must be that of no other file. */
static const char *name_space(struct address_space *read,
			      const struct space_name *name, const char *path,
			      struct error *error)
{
	struct address_space *space;
	uint64_t number;
	char word[128];

	snprintf(word, sizeof(word), "%.*s@%.*s", (int)name->length,
		 name->start, ADDRESS_SPACE_DIGITS, read->sha256);
	if (!address_space_number(word, &number)) {
		error_set_key(error, "address_space",
			      "cannot be '%s'; allowed: names of at most %d "
			      "letters, digits and ._-",
			      path, ADDRESS_SPACE_NAME_MAX);
		return NULL;
	}
	space = address_space_at(number);
	if (!space->vmas) {
		space->vmas = read->vmas;
		space->count = read->count;
		space->files = read->files;
		space->sha256 = read->sha256;
		read->vmas = NULL;
		read->sha256 = NULL;
	}
	return space->word;
}

static const char *read_space(const char *path, const struct space_name *name,
			      struct error *error)
{
	struct address_space space = {0};
	char *text = plan_text_read("address space", path, path, error);
	const char *word = NULL;
	unsigned int line = 0;

	if (!text)
		return NULL;
	space.sha256 = must_alloc(1, SHA256_ROOM);
	if (address_space_read(&space, text, &line, error))
		error_place(error, path, line);
	else if (!sha256_of_text(text, space.sha256, error))
		word = name_space(&space, name, path, error);
	free(space.vmas);
	free(space.sha256);
	free(text);
	return word;
}

const char *plan_space_word(const char *plan, const char *value,
			    struct error *error)
{
	struct space_name name = name_of(value);
	char path[PATH_ROOM];
	uint64_t pinned;

	if (!strcmp(value, ADDRESS_SPACE_NONE))
		return ADDRESS_SPACE_NONE;
	pinned = address_space_pinned(name.start, name.length);
	if (pinned)
		return address_space_word(pinned);
	find_file(plan, value, path, sizeof(path));
	if (is_folder(path))
		error_set_key(error, "address_space",
			      "cannot be '%s', a folder; allowed: a file like "
			      "/proc/PID/maps",
			      path);
	else if (path[0])
		return read_space(path, &name, error);
	else
		refuse(value, error);
	return NULL;
}

int plan_spaces_add(struct plan_spaces *spaces, uint64_t number,
		    struct error *error)
{
	if (!number)
		return 0;
	for (size_t i = 0; i < spaces->count; i++)
		if (spaces->numbers[i] == number)
			return 0;
	if (spaces->count == PLAN_SPACES_MAX)
		return error_set_key(error, "address_space",
				     "has too many files; allowed: %d in a "
				     "plan",
				     PLAN_SPACES_MAX);
	spaces->numbers[spaces->count++] = number;
	return 0;
}
