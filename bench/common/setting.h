/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Settings of a machine on which times depend: they are recorded in each timed
 * run, and set for it if the user asks for that.
 *
 * Each setting_NAME.c defines one `const struct setting setting_NAME`. Its
 * value is a word for what its files hold. They are below a root; "" is the
 * machine.
 */
#ifndef SETTING_H
#define SETTING_H

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>

/* Room for the value of a setting; longer ones are cut. */
#define SETTING_VALUE_MAX 128

/* Room for all that a file holds: these of the kernel have a page at most. */
#define SETTING_TEXT_MAX 4096

/* What a file holds for a word; an entry without a word ends a list. */
struct setting_word {
	const char *word, *text;
};

struct setting_source {
	const char *pattern;              /* of glob(7), below the root */
	const struct setting_word *words; /* NULL: the text itself */
};

struct setting {
	const char *name;
	const char *summary;
	const char *allowed; /* values that can be set; NULL: it is only read */
	const char *quiet;   /* for little noise; NULL: leave it as it is */
	/* The first whose pattern matches a file is the setting's. */
	struct setting_source sources[3];
	/* Some of its files can refuse a value. That is no error. */
	bool may_refuse;
	/*
	 * Write what the files get for @value, other than by words. Returns 0,
	 * or -1 if it has no meaning on this machine. NULL: there is none.
	 */
	int (*translate)(const char *root, const char *value,
			 char text[SETTING_VALUE_MAX]);
};

/* In the order of their names; NULL after the last. */
const struct setting *setting_at(size_t index);
const struct setting *setting_find(const char *name);

/* The files of a setting. */
struct setting_files {
	const struct setting_source *source; /* NULL: there are none */
	size_t count;
	char **paths;
};

/* Find them. Returns 0, or -1 if out of memory. */
int setting_files_find(struct setting_files *files,
		       const struct setting *setting, const char *root);
void setting_files_free(struct setting_files *files);

/*
 * Read the text of a file: its first line, and of "always [never]" the chosen
 * word. What does not fit @size is cut. Returns 0, or -1 with errno.
 */
int setting_read_file(const char *path, char *text, size_t size);

/*
 * Read the value of a setting: a word, the different ones of its files in a
 * row, or "absent".
 */
void setting_read(const struct setting *setting, const char *root,
		  char value[SETTING_VALUE_MAX]);

/*
 * Write what the files of a setting hold if it has @value. Returns 0, or -1 if
 * the setting has no such value.
 */
int setting_text(const struct setting *setting,
		 const struct setting_source *source, const char *root,
		 const char *value, char text[SETTING_VALUE_MAX]);

#endif
