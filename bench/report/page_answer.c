// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writing the answer: the sentences that print/findings.h makes of each run,
 * with links to the rows of the cells that each rests on.
 */
#include "report/page_answer.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "print/findings.h"
#include "report/html.h"
#include "report/page_anchor.h"

/* So many sentences of a run are shown, and the others are folded. */
#define SENTENCES_OPEN 5

/* So many cells of a sentence are linked. */
#define LINKS_MOST 4

/* The link says activity and mode, and all keys under the mouse. */
static void write_link(FILE *file, const struct page *page, size_t run,
		       const struct result_cell *cell)
{
	char anchor[ANCHOR_MAX], text[256];

	page_anchor(page, run, cell, anchor);
	cell_describe(&cell->cell, text, sizeof(text));
	fprintf(file, "<a href=\"#%s\" title=\"", anchor);
	html_text(file, text);
	fputs("\">", file);
	html_text(file, cell->cell.workload);
	fputs(" under ", file);
	html_text(file, cell->cell.mode);
	fputs("</a>", file);
}

/* Whether a link to an earlier cell would read the same. */
static bool reads_as_before(const struct finding *finding, size_t at)
{
	const struct cell *cell = &finding->cells[at]->cell;

	for (size_t i = 0; i < at; i++) {
		const struct cell *other = &finding->cells[i]->cell;

		if (strcmp(other->workload, cell->workload) == 0 &&
		    strcmp(other->mode, cell->mode) == 0)
			return true;
	}
	return false;
}

static void write_cells(FILE *file, const struct page *page, size_t run,
			const struct finding *finding)
{
	size_t links = 0;

	if (!finding->count)
		return;
	fputs("<span class=\"on\">Rests on ", file);
	for (size_t i = 0; i < finding->count && links < LINKS_MOST; i++) {
		if (reads_as_before(finding, i))
			continue;
		fputs(links++ ? "; " : "", file);
		write_link(file, page, run, finding->cells[i]);
	}
	if (finding->count > links)
		fprintf(file, "; and %zu more", finding->count - links);
	fputs("</span>", file);
}

/* A number and its unit stay on a line. */
static void write_text(FILE *file, const char *text)
{
	static const char *const units[] = {" %", " ns", " us", " ms", " s "};

	for (; *text; text++) {
		char letter[] = {*text, '\0'};
		bool unit = false;

		for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
			unit = unit ||
			       !strncmp(text, units[i], strlen(units[i]));
		html_text(file, unit ? "\u00a0" : letter);
	}
}

static void write_sentence(FILE *file, const struct page *page, size_t run,
			   const struct finding *finding)
{
	fputs("<li>", file);
	write_text(file, finding->sentence);
	write_cells(file, page, run, finding);
	fputs("</li>\n", file);
}

static void write_run(FILE *file, const struct page *page, size_t run)
{
	struct findings *findings = findings_make(page->sections[run].run);
	bool fold = findings->count > SENTENCES_OPEN + 1;

	fputs(findings->count ? "<ul class=\"answer\">\n"
			      : "<p>Nothing in this run stands out enough for "
				"a sentence; the overview has its "
				"numbers.</p>\n",
	      file);
	for (size_t i = 0; i < findings->count; i++) {
		if (fold && i == SENTENCES_OPEN)
			fprintf(file,
				"</ul>\n<details><summary>%zu more sentences"
				"</summary>\n<ul class=\"answer\">\n",
				findings->count - i);
		write_sentence(file, page, run, &findings->at[i]);
	}
	fputs(findings->count ? "</ul>\n" : "", file);
	fputs(fold ? "</details>\n" : "", file);
	findings_free(findings);
}

void page_write_answer(FILE *file, const struct page *page)
{
	fputs("<section aria-labelledby=\"answer\">\n"
	      "<h2 id=\"answer\">The answer</h2>\n",
	      file);
	for (size_t i = 0; i < page->count; i++) {
		const struct result *run = page->sections[i].run;

		if (page->count > 1) {
			fprintf(file, "<h3>Run %s: ", page->sections[i].mark);
			html_text(file, run->plan);
			fputs(" on Linux ", file);
			html_text(file, run->kernel);
			fputs("</h3>\n", file);
		}
		write_run(file, page, i);
	}
	fputs("</section>\n", file);
}
