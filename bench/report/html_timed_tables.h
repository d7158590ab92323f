/* SPDX-License-Identifier: GPL-2.0-only */
/* The tables of cells that time something other than operations, as HTML. */
#ifndef HTML_TIMED_TABLES_H
#define HTML_TIMED_TABLES_H

#include <stdio.h>

#include "result/result.h"

/* One table for each kind (key `timed`) that the run has. */
void html_timed_tables(FILE *file, const struct result *run);

#endif
