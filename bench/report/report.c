// SPDX-License-Identifier: GPL-2.0-only
/*
 * Writing a report: runs and plots make figures, figures make files, and the
 * page shows them. Everything that is computed comes from the results.
 */
#include "report/report.h"

#include <stdlib.h>

#include "lib/memory.h"
#include "report/cells_csv.h"
#include "report/gnuplot.h"
#include "report/output.h"
#include "report/page.h"
#include "report/picture.h"
#include "report/sections.h"

static int write_csv(const struct page *page, struct error *error)
{
	char *path = must_printf("%s/data/cells.csv", page->folder);
	FILE *file = output_begin(path, error);
	int ret = -1;

	if (file) {
		for (size_t i = 0; i < page->count; i++)
			csv_write(file, page->sections[i].run,
				  page->sections[i].name, !i);
		ret = output_finish(file, path, false, error);
	}
	free(path);
	return ret;
}

static int write_data(const char *folder, const struct figure *figure,
		      struct error *error)
{
	char *path = must_printf("%s/data/%s.dat", folder, figure->name);
	FILE *file = output_begin(path, error);
	int ret = -1;

	if (file) {
		fputs(figure->data, file);
		ret = output_finish(file, path, false, error);
	}
	free(path);
	return ret;
}

static int draw_svg(const struct page *page, const struct plot *plot,
		    const struct figure *figure, struct error *error)
{
	char *path = must_printf("%s/%s.svg", page->folder, figure->name);
	int ret = figure_draw(figure, plot, page->folder, "svg", error);

	if (!ret)
		ret = picture_follow_scheme(path, error);
	free(path);
	return ret;
}

static int draw(const struct page *page, const struct plot *plot,
		const struct figure *figure, struct error *error)
{
	if (write_data(page->folder, figure, error))
		return -1;
	if (!figure->drawn)
		return 0;
	if (page->formats.svg && draw_svg(page, plot, figure, error))
		return -1;
	if (page->formats.png &&
	    figure_draw(figure, plot, page->folder, "png", error))
		return -1;
	return 0;
}

static int draw_section(const struct page *page, const struct section *section,
			struct error *error)
{
	for (size_t i = 0; i < page->plots->count; i++) {
		const struct figures *figures = &section->figures[i];

		for (size_t k = 0; k < figures->count; k++)
			if (draw(page, &page->plots->at[i], &figures->at[k],
				 error))
				return -1;
	}
	return 0;
}

static int draw_all(const struct page *page, struct error *error)
{
	for (size_t i = 0; i < page->count; i++)
		if (draw_section(page, &page->sections[i], error))
			return -1;
	return 0;
}

static int write_page(const struct page *page, struct error *error)
{
	char *path = must_printf("%s/index.html", page->folder);
	FILE *file = output_begin(path, error);
	int ret = -1;

	if (file) {
		ret = page_write(file, page, error);
		ret = output_finish(file, path, ret != 0, error);
	}
	free(path);
	return ret;
}

static int write_files(const struct page *page, struct error *error)
{
	return write_csv(page, error) || draw_all(page, error) ||
			       write_page(page, error)
		       ? -1
		       : 0;
}

int report_write(const char *folder, const struct formats *formats,
		 struct result *const *runs, size_t count,
		 const struct plots *plots, const struct page_frame *frame,
		 struct error *error)
{
	struct section *sections;
	struct page page;
	int ret;

	if (gnuplot_check(error) || output_make_folder(folder, error))
		return -1;
	sections = sections_make(runs, count, plots);
	page = (struct page){plots, *formats, folder, frame, count, sections};
	ret = write_files(&page, error);
	sections_free(sections, count, plots);
	return ret;
}
