/* SPDX-License-Identifier: GPL-2.0-only */
/* Pictures that gnuplot has drawn. */
#ifndef PICTURE_H
#define PICTURE_H

#include <stdio.h>

#include "lib/error.h"
#include "report/figures.h"
#include "report/page_contents.h"

/*
 * Let an SVG file of gnuplot follow a dark screen: its greys turn, and its
 * colours become lighter. Returns 0, or -1 with a message.
 */
int picture_follow_scheme(const char *path, struct error *error);

/*
 * Write a picture of the page's folder into the page. Returns 0, or -1 with a
 * message if it cannot be read.
 */
int picture_write(FILE *file, const struct page *page, const struct plot *plot,
		  const struct figure *figure, struct error *error);

#endif
