// SPDX-License-Identifier: GPL-2.0-only
/* Digests of files, by the program sha256sum. */
#include "lib/sha256.h"

#include <stdio.h>
#include <string.h>

#include "lib/process.h"

int sha256_of_file(const char *path, char digest[SHA256_ROOM],
		   struct error *error)
{
	char *argv[] = {"sha256sum", "--", (char *)path, NULL};
	char text[128];

	if (process_run(argv, false, text, sizeof(text)) != 0 ||
	    strlen(text) < SHA256_ROOM - 1)
		return error_set(error, "sha256sum cannot read %s", path);
	/* A backslash leads the line if the name has one. */
	snprintf(digest, SHA256_ROOM, "%.64s", text + (text[0] == '\\'));
	return 0;
}
