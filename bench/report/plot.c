// SPDX-License-Identifier: GPL-2.0-only
/* Reading the headers of gnuplot scripts, and running gnuplot. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "report/plot.h"

#define LINE_MAX_LENGTH 1024
#define WORD_SEPARATORS " \t"

static int set_column(struct column *column, const char *name,
		      struct error *error)
{
	if (column_find(column, name))
		return 0;
	error_set(error,
		  "no such column '%s': must be a key of the cells or a "
		  "statistic",
		  name);
	return -1;
}

static int set_columns(struct columns *columns, size_t most, char *value,
		       struct error *error)
{
	char *rest, *word = strtok_r(value, WORD_SEPARATORS, &rest);

	for (; word; word = strtok_r(NULL, WORD_SEPARATORS, &rest)) {
		if (columns->count == most) {
			error_set(error,
				  "'%s' is too much: at most %zu columns here",
				  word, most);
			return -1;
		}
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

	if (!equals || equals == word) {
		error_set(
			error,
			"'%s' is no condition: must be key=value or key!=value",
			word);
		return -1;
	}
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
	    !strchr("<>", equals[-1])) {
		error_set(error,
			  "'%s' is no need: must be key>=number or key<=number",
			  word);
		return -1;
	}
	need->least = equals[-1] == '>' ? bound : 0;
	need->most = equals[-1] == '<' ? bound : SIZE_MAX;
	equals[-1] = '\0';
	return set_column(&need->column, word, error);
}

static int set_needs(struct plot *plot, char *value, struct error *error)
{
	char *rest, *word = strtok_r(value, WORD_SEPARATORS, &rest);

	for (; word; word = strtok_r(NULL, WORD_SEPARATORS, &rest)) {
		if (plot->need_count == PLOT_COLUMNS_MAX) {
			error_set(error, "'%s' is too much: at most %d needs",
				  word, PLOT_COLUMNS_MAX);
			return -1;
		}
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
		if (plot->where_count == PLOT_COLUMNS_MAX) {
			error_set(error,
				  "'%s' is too much: at most %d conditions",
				  word, PLOT_COLUMNS_MAX);
			return -1;
		}
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
	size_t offset; /* of a struct columns or a char * in struct plot */
	size_t most;   /* columns; 0: text */
} directives[] = {
	{"title", offsetof(struct plot, title), 0},
	{"caption", offsetof(struct plot, caption), 0},
	{"plan", offsetof(struct plot, plan), 0},
	{"x", offsetof(struct plot, x), 1},
	{"y", offsetof(struct plot, y), PLOT_COLUMNS_MAX},
	{"rows", offsetof(struct plot, rows), 1},
	{"columns", offsetof(struct plot, columns), 1},
	{"series", offsetof(struct plot, series), PLOT_COLUMNS_MAX},
	{"along", offsetof(struct plot, along), PLOT_COLUMNS_MAX},
};

#define DIRECTIVES (sizeof(directives) / sizeof(directives[0]))
#define DIRECTIVE_NAMES                                                     \
	"title, caption, plan, x, y, rows, columns, series, along, needs, " \
	"where"

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
	error_set(error, "unknown directive '%s': must be one of %s", name,
		  DIRECTIVE_NAMES);
	return -1;
}

/*
 * One line of a header: "# name: value", or "#   more" that goes on with the
 * directive before. Other comments are none of ours.
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

static int read_header(struct plot *plot, FILE *file, size_t *number,
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
	if (!plot->title || !plot->caption || !plot->x.count ||
	    !plot->y.count) {
		error_set(error,
			  "the header must have title, caption, x and y");
		return -1;
	}
	return 0;
}

static int plot_load(struct plot *plot, const char *folder, const char *file,
		     struct error *error)
{
	size_t number = 0;
	int failed = -1;
	FILE *stream;

	plot->path = must_printf("%s/%s", folder, file);
	plot->name = must_printf("%.*s", (int)strlen(file) - 3, file);
	stream = fopen(plot->path, "r");
	if (stream) {
		failed = read_header(plot, stream, &number, error);
		fclose(stream);
	} else {
		error_set(error, "%s", strerror(errno));
	}
	if (failed)
		error_place(error, plot->path, (unsigned int)number);
	return failed;
}

static int is_script(const struct dirent *entry)
{
	size_t length = strlen(entry->d_name);

	return length > 3 && entry->d_name[0] != '.' &&
	       !strcmp(entry->d_name + length - 3, ".gp");
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

int plots_load(struct plots *plots, const char *folder, struct error *error)
{
	struct dirent **entries;
	int failed = 0;
	int count = scandir(folder, &entries, is_script, by_name);

	memset(plots, 0, sizeof(*plots));
	if (count < 0) {
		error_set(error,
			  "cannot read the folder of gnuplot scripts %s: %s",
			  folder, strerror(errno));
		return -1;
	}
	plots->at = must_alloc((size_t)count, sizeof(*plots->at));
	for (int i = 0; i < count; i++) {
		if (!failed)
			failed = plot_load(&plots->at[plots->count++], folder,
					   entries[i]->d_name, error);
		free(entries[i]);
	}
	free(entries);
	return failed;
}

void plots_free(struct plots *plots)
{
	for (size_t i = 0; i < plots->count; i++) {
		struct plot *plot = &plots->at[i];

		for (size_t j = 0; j < plot->where_count; j++)
			free(plot->where[j].value);
		free(plot->name);
		free(plot->path);
		free(plot->title);
		free(plot->caption);
		free(plot->plan);
	}
	free(plots->at);
	memset(plots, 0, sizeof(*plots));
}

/* In the child: run gnuplot with both outputs going to a file. */
static void gnuplot_exec(char *const argv[], FILE *output)
{
	/* Numbers and sorting must not depend on who runs this. */
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("GNUTERM");
	unsetenv("GNUPLOT_LIB");
	dup2(fileno(output), STDOUT_FILENO);
	dup2(fileno(output), STDERR_FILENO);
	execvp(argv[0], argv);
	_exit(127);
}

/* Returns the exit status, 127 if gnuplot cannot be run. */
static int gnuplot_run(char *const argv[], FILE *output)
{
	int status;
	pid_t child;

	fflush(NULL);
	child = fork();
	if (child < 0)
		return 127;
	if (!child)
		gnuplot_exec(argv, output);
	while (waitpid(child, &status, 0) < 0)
		if (errno != EINTR)
			return 127;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

int gnuplot_check(struct error *error)
{
	char *argv[] = {"gnuplot", "--version", NULL};
	FILE *output = tmpfile();
	int status = output ? gnuplot_run(argv, output) : 127;

	if (output)
		fclose(output);
	if (!status)
		return 0;
	error_set(error,
		  "gnuplot cannot be run: install it (Debian: gnuplot-nox)");
	return -1;
}

/* gnuplot's message: the line that names the place, or else the first at all.
 */
static void first_error(FILE *output, char *text, size_t size)
{
	char line[LINE_MAX_LENGTH];
	bool found = false;

	snprintf(text, size, "no message");
	rewind(output);
	while (!found && fgets(line, sizeof(line), output)) {
		bool place = strstr(line, " line ") && strchr(line, ':');

		line[strcspn(line, "\r\n")] = '\0';
		if (strstr(line, "warning:"))
			continue;
		if (place || (!strcmp(text, "no message") && line[0]))
			snprintf(text, size, "%s", line);
		found = place;
	}
}

/* As a string of gnuplot's, in which only the quote itself is special. */
static char *quoted(const char *name, const char *value)
{
	char *text = must_alloc(strlen(name) + 2 * strlen(value) + 4, 1);
	char *to = text + sprintf(text, "%s='", name);

	for (; *value; value++) {
		*to++ = *value;
		if (*value == '\'')
			*to++ = *value;
	}
	*to++ = '\'';
	return text;
}

static char *common_path(const struct plot *plot)
{
	const char *slash = strrchr(plot->path, '/');

	return must_printf("%.*scommon.gpi", (int)(slash + 1 - plot->path),
			   plot->path);
}

/* gnuplot does not tell that a disk is full: look for how each format ends. */
static bool is_whole(const char *path, const char *format)
{
	const char *end = strcmp(format, "svg") ? "IEND" : "</svg>";
	char tail[17] = "";
	FILE *file = fopen(path, "rb");
	bool whole = false;

	if (!file)
		return false;
	if (!fseek(file, -16, SEEK_END) && fread(tail, 1, 16, file) == 16)
		for (size_t i = 0; i + strlen(end) <= 16 && !whole; i++)
			whole = !memcmp(tail + i, end, strlen(end));
	fclose(file);
	return whole;
}

int figure_draw(const struct figure *figure, const struct plot *plot,
		const char *folder, const char *format, struct error *error)
{
	char *data = must_printf("%s/data/%s.dat", folder, figure->name);
	char *output = must_printf("%s/%s.%s", folder, figure->name, format);
	char *common = common_path(plot);
	char *set[] = {quoted("data", data), quoted("output", output),
		       quoted("common", common), quoted("format", format)};
	char *argv[] = {"gnuplot",  "-d",   "-e", set[0],
			"-e",       set[1], "-e", set[2],
			"-e",       set[3], "-e", figure->settings,
			plot->path, NULL};
	FILE *messages = tmpfile();
	int status = 127;
	char first[LINE_MAX_LENGTH] = "gnuplot cannot be run";

	/* gnuplot must not seem to have drawn what an earlier report left. */
	unlink(output);
	if (messages)
		status = gnuplot_run(argv, messages);
	if (status && status != 127)
		first_error(messages, first, sizeof(first));
	if (!status && !is_whole(output, format)) {
		status = 1;
		snprintf(first, sizeof(first),
			 "%s was not written to its end: is the disk full?",
			 output);
	}
	if (status)
		error_set(error, "plot %s: %s", plot->name, first);
	if (messages)
		fclose(messages);
	for (size_t i = 0; i < sizeof(set) / sizeof(set[0]); i++)
		free(set[i]);
	free(common);
	free(output);
	free(data);
	return status ? -1 : 0;
}
