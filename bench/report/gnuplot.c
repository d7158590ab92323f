// SPDX-License-Identifier: GPL-2.0-only
/* Running gnuplot. */
#include "report/gnuplot.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lib/memory.h"

#define LINE_MAX_LENGTH 1024

/* In the child: run gnuplot with both of its outputs redirected to a file. */
static void gnuplot_exec(char *const argv[], FILE *output)
{
	/* Numbers and sorting must not depend on the user's locale. */
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
	return error_set(
		error,
		"gnuplot cannot be run: install it (Debian: gnuplot-nox)");
}

/*
 * The message of gnuplot: the line that names the place, or else its first
 * line.
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

/* NAME='VALUE', a string of gnuplot, in which a quote is doubled. */
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

/* gnuplot ignores that a disk is full: look for the end of each format. */
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

	/* A picture of an earlier report must not pass for a new one. */
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
