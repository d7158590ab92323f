// SPDX-License-Identifier: GPL-2.0-only
/* Reading the taint of the running kernel, and putting it into words. */
#include "host/taint.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "common/text.h"
#include "lib/path.h"

/* By bit, as Documentation/admin-guide/tainted-kernels.rst lists them. */
static const char letters[] = "PFSRMBUDAWCIOELKXTNJ";

static const struct {
	unsigned int bit;
	const char *meaning;
} ours[] = {
	{12, "out of tree"},
	{13, "unsigned"},
	{18, "used for tests"},
};

#define OURS (sizeof(ours) / sizeof(ours[0]))

unsigned long taint_read(const struct host_paths *paths)
{
	char path[PATH_ROOM];
	unsigned long taint = 0;
	FILE *file;

	path_print(path, sizeof(path), "%s/proc/sys/kernel/tainted",
		   paths->root);
	file = fopen(path, "re");
	if (!file)
		return 0;
	if (fscanf(file, "%lu", &taint) != 1)
		taint = 0;
	fclose(file);
	return taint;
}

unsigned long taint_of_module(void)
{
	unsigned long taint = 0;

	for (size_t i = 0; i < OURS; i++)
		taint |= 1UL << ours[i].bit;
	return taint;
}

static const char *meaning_of(unsigned int bit)
{
	for (size_t i = 0; i < OURS; i++)
		if (ours[i].bit == bit)
			return ours[i].meaning;
	return NULL;
}

void taint_text(unsigned long taint, char buffer[TAINT_TEXT_MAX])
{
	struct text text;
	bool any = false;

	text_begin(&text, buffer, TAINT_TEXT_MAX);
	for (unsigned int bit = 0; bit < sizeof(letters) - 1; bit++) {
		const char *meaning = meaning_of(bit);

		if (!(taint & 1UL << bit))
			continue;
		text_append(&text, "%s%c%s%s%s", any ? ", " : "", letters[bit],
			    meaning ? " (" : "", meaning ? meaning : "",
			    meaning ? ")" : "");
		any = true;
	}
	if (!any)
		text_append(&text, "none");
}
