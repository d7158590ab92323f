// SPDX-License-Identifier: GPL-2.0-only
/* How long a line of text for people may be. */
#include "print/line_width.h"

#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define WIDTH_DEFAULT 80
#define WIDTH_LEAST   40

int line_width_parse(const char *text)
{
	char *end;
	long width = strtol(text, &end, 10);

	return end == text || *end || width < 1 || width > LINE_WIDTH_MAX
		       ? 0
		       : (int)width;
}

int line_width(void)
{
	const char *columns = getenv("COLUMNS");
	struct winsize size = {0};
	int width = 0;

	if (isatty(STDOUT_FILENO) && !ioctl(STDOUT_FILENO, TIOCGWINSZ, &size))
		width = size.ws_col;
	if (!width && columns)
		width = line_width_parse(columns);
	if (!width)
		width = WIDTH_DEFAULT;
	return width < WIDTH_LEAST ? WIDTH_LEAST : width;
}
