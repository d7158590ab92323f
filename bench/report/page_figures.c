// SPDX-License-Identifier: GPL-2.0-only
/* The pictures of one run on the page, each with its caption and its files. */
#include "report/page_figures.h"

#include <errno.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "report/html.h"

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

static int write_picture(FILE *file, const struct page *page,
			 const struct figure *figure, struct error *error)
{
	const char *format = page->formats.svg ? "svg" : "png";
	char *path =
		must_printf("%s/%s.%s", page->folder, figure->name, format);
	FILE *picture = fopen(path, "rb");

	if (!picture) {
		error_set(error, "cannot read %s: %s", path, strerror(errno));
		free(path);
		return -1;
	}
	fprintf(file, "data:image/%s;base64,",
		page->formats.svg ? "svg+xml" : "png");
	base64(file, picture);
	fclose(picture);
	free(path);
	return 0;
}

static void write_links(FILE *file, const struct page *page, const char *name)
{
	fputs("<p class=\"files\">", file);
	if (page->formats.svg)
		fprintf(file, "<a href=\"%s.svg\">SVG</a> ", name);
	if (page->formats.png)
		fprintf(file, "<a href=\"%s.png\">PNG</a> ", name);
	fprintf(file, "<a href=\"data/%s.dat\">data</a></p>\n", name);
}

static int write_figure(FILE *file, const struct page *page,
			const struct plot *plot, const struct figure *figure,
			bool caption, struct error *error)
{
	fprintf(file, "<figure id=\"%s\">\n<h4>", figure->name);
	html_text(file, plot->title);
	if (*figure->about) {
		fputs(" \u2014 ", file);
		html_text(file, figure->about);
	}
	fputs("</h4>\n<div class=\"wide\"><img alt=\"", file);
	html_text(file, plot->title);
	fputs(": ", file);
	html_text(file, figure->summary);
	fputs(". The numbers are in the data file below.\" src=\"", file);
	if (write_picture(file, page, figure, error))
		return -1;
	fputs("\"></div>\n", file);
	if (caption) {
		fputs("<figcaption>", file);
		html_text(file, plot->caption);
		fputs("</figcaption>\n", file);
	}
	write_links(file, page, figure->name);
	fputs("</figure>\n", file);
	return 0;
}

/* Further figures of a plot are folded behind the first few. */
#define FIGURES_OPEN 2

static int write_plot(FILE *file, const struct page *page,
		      const struct plot *plot, const struct figures *figures,
		      struct error *error)
{
	for (size_t i = 0; i < figures->count; i++) {
		if (i == FIGURES_OPEN)
			fprintf(file,
				"<details><summary>%zu more of this kind"
				"</summary>\n",
				figures->count - i);
		if (write_figure(file, page, plot, &figures->at[i], !i, error))
			return -1;
	}
	if (figures->count > FIGURES_OPEN)
		fputs("</details>\n", file);
	return 0;
}

static void write_absent(FILE *file, const struct plot *plot)
{
	fputs("<li>", file);
	html_text(file, plot->title);
	if (plot->plan) {
		fputs(": <code>make bench PLAN=", file);
		html_text(file, plot->plan);
		fputs("</code>", file);
	}
	fputs("</li>\n", file);
}

int page_write_figures(FILE *file, const struct page *page,
		       const struct section *section, struct error *error)
{
	size_t absent = 0;

	fputs("<h3>Pictures</h3>\n", file);
	for (size_t i = 0; i < page->plots->count; i++) {
		absent += !section->figures[i].count;
		if (write_plot(file, page, &page->plots->at[i],
			       &section->figures[i], error))
			return -1;
	}
	if (!absent)
		return 0;
	fputs("<p>This run has no data for these plots; the plan that "
	      "measures it:</p>\n"
	      "<ul class=\"absent\">\n",
	      file);
	for (size_t i = 0; i < page->plots->count; i++)
		if (!section->figures[i].count)
			write_absent(file, &page->plots->at[i]);
	fputs("</ul>\n", file);
	return 0;
}
