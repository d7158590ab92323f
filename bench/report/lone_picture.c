// SPDX-License-Identifier: GPL-2.0-only
/* Drawing pictures that do not show the cells of one run. */
#include "report/lone_picture.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "lib/exit.h"
#include "lib/memory.h"
#include "lib/message.h"
#include "lib/suite_dir.h"
#include "report/gnuplot.h"
#include "report/output.h"
#include "report/picture.h"

/* What common.gpi wants to know of the panels, and of rows of modes. */
#define ONE_PANEL                                                      \
	"rows_count=1; columns_count=1; rows_key=''; columns_key=''; " \
	"rows=''; columns=''; "

void lone_picture_begin(struct lone_picture *p, const char *name)
{
	*p = (struct lone_picture){.name = name};
	p->data = open_memstream(&p->data_text, &p->data_size);
	p->settings = open_memstream(&p->settings_text, &p->settings_size);
	if (!p->data || !p->settings) {
		say("out of memory");
		exit(STATUS_BAD);
	}
	fputs(ONE_PANEL, p->settings);
}

void lone_text(FILE *settings, const char *name, const char *text)
{
	fprintf(settings, "%s='", name);
	for (; *text; text++)
		if ((unsigned char)*text >= ' ')
			fprintf(settings, *text == '\'' ? "''" : "%c", *text);
	fputs("'; ", settings);
}

void lone_words(FILE *settings, const char *name, const char *const *words,
		size_t count)
{
	fprintf(settings, "%s='", name);
	for (size_t i = 0; i < count; i++) {
		fputc('"', settings);
		for (const char *c = words[i]; *c; c++)
			if ((unsigned char)*c >= ' ' && *c != '"')
				fprintf(settings, *c == '\'' ? "''" : "%c", *c);
		fputs("\" ", settings);
	}
	fputs("'; ", settings);
}

static int write_data(const struct lone_picture *p, const char *folder,
		      struct error *error)
{
	char *path = must_printf("%s/data/%s.dat", folder, p->name);
	FILE *file = output_begin(path, error);
	int ret = -1;

	if (file) {
		fputs(p->data_text, file);
		ret = output_finish(file, path, false, error);
	}
	free(path);
	return ret;
}

static int draw(const struct lone_picture *p, const char *folder,
		struct error *error)
{
	const struct figure figure = {
		.name = (char *)p->name,
		.settings = p->settings_text,
	};
	struct plot plot = {.name = (char *)p->name};
	char suite[PATH_MAX], *svg;
	int ret;

	if (gnuplot_check(error) || output_make_folder(folder, error) ||
	    suite_dir_find(suite, sizeof(suite), error) ||
	    write_data(p, folder, error))
		return -1;
	plot.path = must_printf("%s/plot/%s.plot", suite, p->name);
	svg = must_printf("%s/%s.svg", folder, p->name);
	ret = figure_draw(&figure, &plot, folder, "svg", error) ||
			      picture_follow_scheme(svg, error) ||
			      figure_draw(&figure, &plot, folder, "png", error)
		      ? -1
		      : 0;
	free(svg);
	free(plot.path);
	return ret;
}

int lone_picture_draw(struct lone_picture *p, const char *folder,
		      struct error *error)
{
	int ret;

	fclose(p->data);
	fclose(p->settings);
	ret = draw(p, folder, error);
	free(p->data_text);
	free(p->settings_text);
	return ret;
}
