/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Errors: a function that fails fills a struct error and returns -1 or NULL;
 * the command that called it prints the error with error_say() (lib/message.h).
 */
#ifndef ERROR_H
#define ERROR_H

#include <stdarg.h>
#include <stddef.h>

#define ERROR_MESSAGE_MAX 512
#define ERROR_FILE_MAX    256
#define ERROR_KEY_MAX     64

/*
 * What is wrong and where it was read. The place is "FILE:LINE: KEY MESSAGE":
 * @key is the subject of the sentence, and every part but @message may be
 * empty.
 */
struct error {
	char message[ERROR_MESSAGE_MAX]; /* one line; empty: no error */
	char file[ERROR_FILE_MAX];       /* a path, or an option like --set */
	unsigned int line;               /* in @file, from 1; 0: no line */
	char key[ERROR_KEY_MAX];         /* of a plan, or a path in a result */
};

/*
 * Store a message without a place in @error, over what it held. @error may be
 * NULL where the caller does not want the message, and an argument may point
 * into @error. Always returns -1, so that a function can return it.
 */
__attribute__((format(printf, 2, 3))) int error_set(struct error *error,
						    const char *format, ...);

/* Does the same for a message about the value of @key. */
__attribute__((format(printf, 3, 4))) int
error_set_key(struct error *error, const char *key, const char *format, ...);

/*
 * Add the place to an error that has none. @line: from 1; 0: no line. Always
 * returns -1.
 */
int error_place(struct error *error, const char *file, unsigned int line);

/* Write "FILE:LINE: KEY MESSAGE" to @text. */
void error_print(const struct error *error, char *text, size_t size);

/* Room for every text that error_print() writes. */
#define ERROR_TEXT_MAX (ERROR_MESSAGE_MAX + ERROR_FILE_MAX + ERROR_KEY_MAX + 16)

#endif
