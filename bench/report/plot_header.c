// SPDX-License-Identifier: GPL-2.0-only
/* Reading the header of a gnuplot script: comments with directives. */
#include "report/plot_header.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "lib/nearest.h"

#define LINE_MAX_LENGTH 1024
#define WORD_SEPARATORS " \t"

static int set_column(struct column *column, const char *name,
		      struct error *error)
{
	char names[ERROR_MESSAGE_MAX], hint[NEAREST_HINT_MAX];
	struct nearest nearest = nearest_begin(name);

	if (column_find(column, name))
		return 0;
	for (size_t i = 0; column_at(column, i); i++)
		nearest_try(&nearest, column->name);
	nearest_hint(&nearest, hint);
	column_statistics(names, sizeof(names));
	return error_set(error,
			 "unknown column '%s'%s%s: a key (mnbench list keys), "
			 "%s",
			 name, hint, hint[0] ? " Allowed" : "; allowed", names);
}

static int set_columns(struct columns *columns, size_t most, char *value,
		       struct error *error)
{
	char *rest, *word = strtok_r(value, WORD_SEPARATORS, &rest);

	for (; word; word = strtok_r(NULL, WORD_SEPARATORS, &rest)) {
		if (columns->count == most)
			return error_set(error,
					 "'%s' is one too many: at most %zu "
					 "columns here",
					 word, most);
		if (set_column(&columns->at[columns->count], word, error))
			return -1;
		columns->count++;
	}
	return 0;
}

static int set_condition(struct condition *condition, char *word,
			 struct error *error)
{
	char *equals = strchr(word, '=');

	if (!equals || equals == word)
		return error_set(error,
				 "'%s' is not a condition: must be key=value "
				 "or key!=value",
				 word);
	condition->differs = equals[-1] == '!';
	equals[condition->differs ? -1 : 0] = '\0';
	if (set_column(&condition->column, word, error))
		return -1;
	condition->value = must_printf("%s", equals + 1);
	return 0;
}

/* "key>=3" or "key<=2": bounds on its number of different values. */
static int set_need(struct need *need, char *word, struct error *error)
{
	char *equals = strchr(word, '=');
	char *end = equals;
	unsigned long bound = equals ? strtoul(equals + 1, &end, 10) : 0;

	if (!equals || equals == word || end == equals + 1 || *end ||
	    !strchr("<>", equals[-1]))
		return error_set(error,
				 "'%s' is not a need: must be key>=number or "
				 "key<=number",
				 word);
	need->least = equals[-1] == '>' ? bound : 0;
	need->most = equals[-1] == '<' ? bound : SIZE_MAX;
	equals[-1] = '\0';
	return set_column(&need->column, word, error);
}

static int set_needs(struct plot *plot, char *value, struct error *error)
{
	char *rest, *word = strtok_r(value, WORD_SEPARATORS, &rest);

	for (; word; word = strtok_r(NULL, WORD_SEPARATORS, &rest)) {
		if (plot->need_count == PLOT_COLUMNS_MAX)
			return error_set(
				error, "'%s' is one too many: at most %d needs",
				word, PLOT_COLUMNS_MAX);
		if (set_need(&plot->needs[plot->need_count], word, error))
			return -1;
		plot->need_count++;
	}
	return 0;
}

static int set_where(struct plot *plot, char *value, struct error *error)
{
	char *rest, *word = strtok_r(value, WORD_SEPARATORS, &rest);

	for (; word; word = strtok_r(NULL, WORD_SEPARATORS, &rest)) {
		if (plot->where_count == PLOT_COLUMNS_MAX)
			return error_set(
				error,
				"'%s' is one too many: at most %d conditions",
				word, PLOT_COLUMNS_MAX);
		if (set_condition(&plot->where[plot->where_count], word, error))
			return -1;
		plot->where_count++;
	}
	return 0;
}

static void append_text(char **text, const char *more)
{
	char *joined = *text ? must_printf("%s %s", *text, more)
			     : must_printf("%s", more);

	free(*text);
	*text = joined;
}

static const struct {
	const char *name;
	size_t offset; /* in struct plot: of a struct columns, or of a char * */
	size_t most;   /* how many columns; 0: it is text */
} directives[] = {
	{"title", offsetof(struct plot, title), 0},
	{"caption", offsetof(struct plot, caption), 0},
	{"plan", offsetof(struct plot, plan), 0},
	{"axes", offsetof(struct plot, axes), 0},
	{"x", offsetof(struct plot, x), 1},
	{"y", offsetof(struct plot, y), PLOT_COLUMNS_MAX},
	{"rows", offsetof(struct plot, rows), 1},
	{"columns", offsetof(struct plot, columns), 1},
	{"series", offsetof(struct plot, series), PLOT_COLUMNS_MAX},
	{"along", offsetof(struct plot, along), PLOT_COLUMNS_MAX},
};

#define DIRECTIVES (sizeof(directives) / sizeof(directives[0]))
#define DIRECTIVE_NAMES                                                    \
	"title, caption, plan, axes, x, y, rows, columns, series, along, " \
	"needs, where"

static int set_directive(struct plot *plot, const char *name, char *value,
			 struct error *error)
{
	if (!strcmp(name, "where"))
		return set_where(plot, value, error);
	if (!strcmp(name, "needs"))
		return set_needs(plot, value, error);
	for (size_t i = 0; i < DIRECTIVES; i++) {
		void *field = (char *)plot + directives[i].offset;

		if (strcmp(directives[i].name, name))
			continue;
		if (directives[i].most)
			return set_columns(field, directives[i].most, value,
					   error);
		append_text(field, value);
		return 0;
	}
	return error_set(error, "unknown directive '%s': must be one of %s",
			 name, DIRECTIVE_NAMES);
}

/*
 * One line of a header: "# name: value", or "#   more", which continues the
 * directive before. Other comments are not directives. @last: the name of that
 * directive.
 */
static int read_header_line(struct plot *plot, char *line, char *last,
			    size_t last_size, struct error *error)
{
	size_t name_length;
	char *name = line + 1;

	line[strcspn(line, "\r\n")] = '\0';
	if (!strncmp(name, "   ", 3) && *last) {
		name += strspn(name, " ");
		return set_directive(plot, last, name, error);
	}
	*last = '\0';
	name += strspn(name, " ");
	name_length = strcspn(name, ": ");
	if (!name_length || name[name_length] != ':' || !islower(name[0]))
		return 0;
	name[name_length] = '\0';
	snprintf(last, last_size, "%s", name);
	name += name_length + 1;
	name += strspn(name, " ");
	return set_directive(plot, last, name, error);
}

static bool is_axis(const char *word, size_t length)
{
	static const char *const names[] = {"linear", "log", "words", "none"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == length &&
		    !strncmp(word, names[i], length))
			return true;
	return false;
}

/* The axes are one word for x and one for each y. */
static int check_axes(const struct plot *plot, struct error *error)
{
	size_t count = 0;

	if (!plot->axes)
		return 0;
	for (const char *at = plot->axes; *at; count++) {
		size_t length = strcspn(at, WORD_SEPARATORS);

		if (!is_axis(at, length))
			return error_set(error,
					 "'%.*s' is no axis: must be linear, "
					 "log, words or none",
					 (int)length, at);
		at += length;
		at += strspn(at, WORD_SEPARATORS);
	}
	if (count != 1 + plot->y.count)
		return error_set(error,
				 "axes must be %zu words, one for x and one "
				 "for each y, not %zu",
				 1 + plot->y.count, count);
	return 0;
}

int plot_header_read(struct plot *plot, FILE *file, unsigned int *number,
		     struct error *error)
{
	char line[LINE_MAX_LENGTH], last[32] = "";

	while (fgets(line, sizeof(line), file) && line[0] == '#') {
		++*number;
		if (!strncmp(line, "# SPDX", 6))
			continue;
		if (read_header_line(plot, line, last, sizeof(last), error))
			return -1;
	}
	if (!plot->title || !plot->caption || !plot->x.count || !plot->y.count)
		return error_set(
			error, "the header must have title, caption, x and y");
	return check_axes(plot, error);
}
