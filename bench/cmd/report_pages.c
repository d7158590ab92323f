// SPDX-License-Identifier: GPL-2.0-only
/* Loading what a page of a comparison or of a history shows. */
#include "cmd/report_pages.h"

#include <stdlib.h>

#include "judge/comparison.h"
#include "judge/history.h"
#include "judge/runs.h"
#include "print/compare_command.h"
#include "report/compare_page.h"
#include "report/history_page.h"

/* What mnbench compare does by itself, but that it compares across kernels. */
static const struct compare_options compare_defaults = {
	.threshold = -1,
	.level = 0.05,
	.across = true,
};

static const struct history_options history_defaults = {
	.by = "time",
	.threshold = -1,
	.level = 0.05,
};

int report_comparison(char *const *names, bool architectures,
		      const char *folder, const struct page_frame *frame,
		      struct error *error)
{
	struct compare_options options = compare_defaults;
	char *command;
	struct side base = {0}, fresh = {0};
	struct comparison *c = NULL;
	int ret = -1;

	options.architectures = architectures;
	command = compare_command(&options, names[0], names[1]);
	if (!side_load(&base, names[0], error) &&
	    !side_load(&fresh, names[1], error))
		c = comparison_make(&base, &fresh, &options, error);
	if (c)
		ret = compare_page_write(folder, c, command, frame, error);
	comparison_free(c);
	side_free(&base);
	side_free(&fresh);
	free(command);
	return ret;
}

int report_history(char *const *names, size_t count, const char *folder,
		   const struct page_frame *frame, struct error *error)
{
	struct history *history = NULL;
	struct runs runs = {0};
	int ret = 0;

	for (size_t i = 0; !ret && i < count; i++)
		ret = runs_add(&runs, names[i], result_load, error);
	if (!ret)
		history = history_make(runs.at, runs.count, &history_defaults,
				       error);
	ret = history ? history_page_write(folder, history, frame, error) : -1;
	history_free(history);
	runs_free(&runs);
	return ret;
}
