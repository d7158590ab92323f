// SPDX-License-Identifier: GPL-2.0-only
/* Loading the gnuplot scripts of a folder. */
#include "report/plots.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "lib/memory.h"
#include "report/plot_header.h"

static int plot_load(struct plot *plot, const char *folder, const char *file,
		     struct error *error)
{
	unsigned int number = 0;
	int failed = -1;
	FILE *stream;

	plot->path = must_printf("%s/%s", folder, file);
	plot->name = must_printf("%.*s", (int)strlen(file) - 3, file);
	stream = fopen(plot->path, "r");
	if (stream) {
		failed = plot_header_read(plot, stream, &number, error);
		fclose(stream);
	} else {
		error_set(error, "%s", strerror(errno));
	}
	if (failed)
		error_place(error, plot->path, number);
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
	if (count < 0)
		return error_set(
			error,
			"cannot read the folder of gnuplot scripts %s: %s",
			folder, strerror(errno));
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
		free(plot->axes);
	}
	free(plots->at);
	memset(plots, 0, sizeof(*plots));
}
