// SPDX-License-Identifier: GPL-2.0-only
/* The page of a report: the answer first, and every cell last. */
#include "report/page.h"

#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "report/html.h"
#include "report/html_cells.h"
#include "report/html_overview.h"
#include "report/page_answer.h"
#include "report/page_environment.h"
#include "report/page_figures.h"
#include "report/page_runs.h"
#include "report/page_warnings.h"

static char *title_of(const struct page *page)
{
	const struct result *run = page->sections[0].run;

	if (page->count == 1)
		return must_printf("Plan %s on Linux %s", run->plan,
				   run->kernel);
	return must_printf("Plan %s and %zu more run%s", run->plan,
			   page->count - 1, page->count > 2 ? "s" : "");
}

static void write_contents(FILE *file)
{
	fputs("<nav aria-label=\"Contents\"><ul>"
	      "<li><a href=\"#answer\">Answer</a></li>"
	      "<li><a href=\"#overview\">Overview</a></li>"
	      "<li><a href=\"#pictures\">Pictures</a></li>"
	      "<li><a href=\"#measured\">Where it was measured</a></li>"
	      "<li><a href=\"#cells\">Every cell</a></li>"
	      "</ul></nav>\n",
	      file);
}

int page_write(FILE *file, const struct page *page, struct error *error)
{
	char *title = title_of(page);

	page_frame_begin(file, page->frame, title);
	fputs("<header>\n<h1>", file);
	html_text(file, title);
	fputs("</h1>\n", file);
	free(title);
	page_write_runs(file, page);
	write_contents(file);
	fputs("</header>\n", file);
	page_write_warnings(file, page);
	page_write_answer(file, page);
	html_overview(file, page);
	if (page_write_figures(file, page, error))
		return -1;
	page_write_environment(file, page);
	html_cells(file, page);
	page_frame_end(file, page->frame);
	return 0;
}
