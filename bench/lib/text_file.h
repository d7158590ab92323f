/* SPDX-License-Identifier: GPL-2.0-only */
/* Reading a small file of text. */
#ifndef TEXT_FILE_H
#define TEXT_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* The whole text, which the caller frees; NULL: it cannot be read. */
char *text_file_read(const char *path);

/* The same of a stream, from where it is; NULL: there is no memory. */
char *text_stream_read(FILE *file);

/*
 * Write the first line without its newline to @text, cut to fit. Returns false,
 * and leaves @text as it is, if there is none.
 */
bool text_file_line(const char *path, char *text, size_t size);

#endif
