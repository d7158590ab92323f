// SPDX-License-Identifier: GPL-2.0-only
/* Writing the frame of a page. */
#include "report/page_frame.h"

#include <stdlib.h>

#include "lib/memory.h"
#include "report/html.h"

static char *read_text(const char *folder, const char *name)
{
	char *path = must_printf("%s/%s", folder, name);
	FILE *file = fopen(path, "r");
	char *text = NULL;
	size_t size = 0;

	free(path);
	if (file && getdelim(&text, &size, '\0', file) < 0) {
		free(text);
		text = NULL;
	}
	if (file)
		fclose(file);
	return text ? text : must_printf("%s", "");
}

struct page_frame page_frame_load(const char *folder)
{
	return (struct page_frame){
		.style = read_text(folder, "page.css"),
		.script = read_text(folder, "page.js"),
	};
}

void page_frame_free(struct page_frame *frame)
{
	free(frame->style);
	free(frame->script);
}

void page_frame_begin(FILE *file, const struct page_frame *frame,
		      const char *title)
{
	fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n"
	      "<meta charset=\"utf-8\">\n"
	      "<meta name=\"viewport\" content=\"width=device-width, "
	      "initial-scale=1\">\n"
	      "<meta name=\"color-scheme\" content=\"light dark\">\n<title>",
	      file);
	html_text(file, title);
	fprintf(file,
		"</title>\n<style>\n%s</style>\n</head>\n<body>\n"
		"<a class=\"skip\" href=\"#content\">To the answer</a>\n"
		"<main id=\"content\">\n",
		frame->style);
}

void page_frame_end(FILE *file, const struct page_frame *frame)
{
	fprintf(file, "</main>\n<script>\n%s</script>\n</body>\n</html>\n",
		frame->script);
}
