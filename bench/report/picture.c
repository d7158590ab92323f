// SPDX-License-Identifier: GPL-2.0-only
/* Putting pictures of gnuplot into the page, and letting them turn dark. */
#include "report/picture.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "report/html.h"
#include "report/output.h"

/*
 * Turning all lightness around and the hue by half a circle keeps the hues, and
 * makes white paper dark and dark letters light.
 */
static const char dark_style[] =
	"<style>:root { color-scheme: light dark; } "
	"@media (prefers-color-scheme: dark) { #gnuplot_canvas { "
	"filter: invert(0.92) hue-rotate(180deg); } }</style>\n";

/* The text of a file, to be freed; NULL with a message. */
static char *read_file(const char *path, struct error *error)
{
	size_t size = 0, length = 0;
	char *text = NULL;
	FILE *file = fopen(path, "r");
	FILE *copy = file ? open_memstream(&text, &size) : NULL;
	char part[4096];

	while (copy && (length = fread(part, 1, sizeof(part), file)) > 0)
		fwrite(part, 1, length, copy);
	if (copy)
		fclose(copy);
	if (file)
		fclose(file);
	if (!text)
		error_set(error, "cannot read %s: %s", path, strerror(errno));
	return text;
}

int picture_follow_scheme(const char *path, struct error *error)
{
	static const char canvas[] = "<g id=\"gnuplot_canvas\">";
	char *text = read_file(path, error);
	char *at = text ? strstr(text, canvas) : NULL;
	FILE *file;
	int ret = -1;

	/* A script that draws something else keeps it as it is. */
	if (!at) {
		ret = text ? 0 : -1;
		free(text);
		return ret;
	}
	file = output_begin(path, error);
	if (file) {
		fwrite(text, 1, (size_t)(at - text), file);
		fputs(dark_style, file);
		fputs(at, file);
		ret = output_finish(file, path, false, error);
	}
	free(text);
	return ret;
}

static void base64(FILE *to, FILE *from)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
				     "abcdefghijklmnopqrstuvwxyz0123456789+/";
	unsigned char bytes[3];
	size_t count;

	while ((count = fread(bytes, 1, sizeof(bytes), from)) > 0) {
		uint32_t bits = (uint32_t)bytes[0] << 16;

		if (count > 1)
			bits |= (uint32_t)bytes[1] << 8;
		if (count > 2)
			bits |= bytes[2];
		putc(digits[bits >> 18], to);
		putc(digits[bits >> 12 & 63], to);
		putc(count > 1 ? digits[bits >> 6 & 63] : '=', to);
		putc(count > 2 ? digits[bits & 63] : '=', to);
	}
}

int picture_write(FILE *file, const struct page *page, const struct plot *plot,
		  const struct figure *figure, struct error *error)
{
	bool svg = page->formats.svg;
	char *path = must_printf("%s/%s.%s", page->folder, figure->name,
				 svg ? "svg" : "png");
	FILE *picture = fopen(path, "rb");

	if (!picture) {
		error_set(error, "cannot read %s: %s", path, strerror(errno));
		free(path);
		return -1;
	}
	fputs("<img class=\"picture\" alt=\"", file);
	html_text(file, plot->title);
	fputs(": ", file);
	html_text(file, figure->summary);
	fprintf(file,
		". The numbers are in the data file.\" "
		"src=\"data:image/%s;base64,",
		svg ? "svg+xml" : "png");
	base64(file, picture);
	fputs("\">\n", file);
	fclose(picture);
	free(path);
	return 0;
}
