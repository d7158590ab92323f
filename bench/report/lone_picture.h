/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Pictures that do not show the cells of one run: a command writes their data
 * and settings, and a script plot/NAME.plot draws them with common.gpi.
 */
#ifndef LONE_PICTURE_H
#define LONE_PICTURE_H

#include <stddef.h>
#include <stdio.h>

#include "lib/error.h"

struct lone_picture {
	const char *name;
	FILE *data, *settings; /* to write to */
	char *data_text, *settings_text;
	size_t data_size, settings_size;
};

/*
 * Begin a picture with the settings of one panel. Ends the program if there is
 * no memory. lone_picture_draw() ends it.
 */
void lone_picture_begin(struct lone_picture *picture, const char *name);

/* Write NAME='text'; or a list of words for word(NAME, i). */
void lone_text(FILE *settings, const char *name, const char *text);
void lone_words(FILE *settings, const char *name, const char *const *words,
		size_t count);

/*
 * Draw FOLDER/NAME.svg and FOLDER/NAME.png; the data are in FOLDER/data.
 * Returns 0, or -1 with a message.
 */
int lone_picture_draw(struct lone_picture *picture, const char *folder,
		      struct error *error);

#endif
