/* SPDX-License-Identifier: GPL-2.0-only */
/* Digests of files and texts. */
#ifndef SHA256_H
#define SHA256_H

#include "lib/error.h"

/* Room for a SHA-256 in hexadecimal and its NUL. */
#define SHA256_ROOM 65

/*
 * Write the SHA-256 of the file at @path in hexadecimal to @digest. Returns 0,
 * or -1 with a message.
 */
int sha256_of_file(const char *path, char digest[SHA256_ROOM],
		   struct error *error);

/* Does the same for a text. */
int sha256_of_text(const char *text, char digest[SHA256_ROOM],
		   struct error *error);

#endif
