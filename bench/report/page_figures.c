// SPDX-License-Identifier: GPL-2.0-only
/* The pictures of all runs on the page, each with its caption and its files. */
#include "report/page_figures.h"

#include <stdbool.h>
#include <stdlib.h>

#include "lib/memory.h"
#include "print/turns.h"
#include "report/html.h"
#include "report/picture.h"

/* Further figures of a plot are folded behind the first few. */
#define FIGURES_OPEN 2

static void write_links(FILE *file, const struct page *page,
			const struct figure *figure)
{
	const char *name = figure->name;

	fputs("<p class=\"files\">Beside this page: ", file);
	if (page->formats.svg && figure->drawn)
		fprintf(file, "<a href=\"%s.svg\">SVG</a>, ", name);
	if (page->formats.png && figure->drawn)
		fprintf(file, "<a href=\"%s.png\">PNG</a>, ", name);
	fprintf(file, "<a href=\"data/%s.dat\">data</a></p>\n", name);
}

static int write_figure(FILE *file, const struct page *page,
			const struct plot *plot, const struct section *section,
			const struct figure *figure, struct error *error)
{
	fprintf(file, "<figure id=\"%s\">\n", figure->name);
	if (*section->mark || *figure->about) {
		fputs("<h4>", file);
		if (*section->mark)
			fprintf(file, "Run %s%s", section->mark,
				*figure->about ? ", " : "");
		html_text(file, figure->about);
		fputs("</h4>\n", file);
	}
	if (figure->chart)
		fputs(figure->chart, file);
	else if (figure->drawn &&
		 picture_write(file, page, plot, figure, error))
		return -1;
	else if (!figure->drawn)
		fputs("<p class=\"note\">This figure has too many points for "
		      "a picture; its numbers are in the data file and in the "
		      "table below.</p>\n",
		      file);
	write_links(file, page, figure);
	fputs("</figure>\n", file);
	return 0;
}

static size_t count_figures(const struct page *page, size_t plot)
{
	size_t count = 0;

	for (size_t r = 0; r < page->count; r++)
		count += page->sections[r].figures[plot].count;
	return count;
}

static int write_plot(FILE *file, const struct page *page, size_t number,
		      struct error *error)
{
	const struct plot *plot = &page->plots->at[number];
	size_t count = count_figures(page, number), done = 0;
	/* The first figures of each run are open, so that runs are compared. */
	size_t open = FIGURES_OPEN > page->count ? FIGURES_OPEN : page->count;

	fputs("<h3>", file);
	html_text(file, plot->title);
	fputs("</h3>\n<p class=\"note\">", file);
	html_text(file, plot->caption);
	fputs("</p>\n", file);
	for (size_t i = 0; done < count; i++)
		for (size_t r = 0; r < page->count; r++) {
			const struct section *section = &page->sections[r];

			if (i >= section->figures[number].count)
				continue;
			if (done == open)
				fprintf(file,
					"<details><summary>%zu more of this "
					"kind</summary>\n",
					count - done);
			if (write_figure(file, page, plot, section,
					 &section->figures[number].at[i],
					 error))
				return -1;
			done++;
		}
	fputs(count > open ? "</details>\n" : "", file);
	return 0;
}

static void write_absent(FILE *file, const struct page *page)
{
	bool any = false;

	for (size_t i = 0; i < page->plots->count; i++) {
		const struct plot *plot = &page->plots->at[i];

		if (count_figures(page, i))
			continue;
		fputs(any ? "<li>"
			  : "<details><summary>Pictures that other plans have"
			    "</summary>\n<ul class=\"absent\">\n<li>",
		      file);
		html_text(file, plot->title);
		if (plot->plan) {
			fputs(": <code>make bench PLAN=", file);
			html_text(file, plot->plan);
			fputs("</code>", file);
		}
		fputs("</li>\n", file);
		any = true;
	}
	fputs(any ? "</ul></details>\n" : "", file);
}

/* Why a run with several threads has no curve over them. */
static void write_turns(FILE *file, const struct section *section)
{
	char *sentence;

	if (!turns_in(section->run))
		return;
	sentence = turns_sentence(section->run);
	fprintf(file, "<p class=\"note\">%s%s%s", *section->mark ? "Run " : "",
		section->mark, *section->mark ? ": " : "");
	html_text(file, sentence);
	fputs(" " TURNS_NO_CURVE "</p>\n", file);
	free(sentence);
}

int page_write_figures(FILE *file, const struct page *page, struct error *error)
{
	fputs("<section aria-labelledby=\"pictures\">\n"
	      "<h2 id=\"pictures\">Pictures</h2>\n",
	      file);
	for (size_t i = 0; i < page->count; i++)
		write_turns(file, &page->sections[i]);
	for (size_t i = 0; i < page->plots->count; i++)
		if (count_figures(page, i) && write_plot(file, page, i, error))
			return -1;
	write_absent(file, page);
	fputs("</section>\n", file);
	return 0;
}
