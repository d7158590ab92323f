/* SPDX-License-Identifier: GPL-2.0-only */
/* The headline table of a run as HTML. */
#ifndef HTML_HEADLINE_TABLE_H
#define HTML_HEADLINE_TABLE_H

#include <stdio.h>

#include "result/result.h"

/* Nothing where no cell times the workload's operations. */
void html_headline_table(FILE *file, const struct result *run);

#endif
