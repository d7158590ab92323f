// SPDX-License-Identifier: GPL-2.0-only
/* Reading a small file of text. */
#include "lib/text_file.h"

#include <stdlib.h>
#include <string.h>

char *text_stream_read(FILE *file)
{
	char *text = NULL;
	size_t size = 0;

	if (getdelim(&text, &size, '\0', file) >= 0)
		return text;
	free(text);
	return strdup("");
}

char *text_file_read(const char *path)
{
	FILE *file = fopen(path, "re");
	char *text = file ? text_stream_read(file) : NULL;

	if (file)
		fclose(file);
	return text;
}

bool text_file_line(const char *path, char *text, size_t size)
{
	FILE *file = fopen(path, "re");
	bool read = file && fgets(text, (int)size, file);

	if (read)
		text[strcspn(text, "\n")] = '\0';
	if (file)
		fclose(file);
	return read;
}
