/* SPDX-License-Identifier: GPL-2.0-only */
/* The exports of mnbench show: results for trackers of performance. */
#ifndef SHOW_EXPORT_H
#define SHOW_EXPORT_H

#include "lib/error.h"
#include "result/result.h"

/*
 * Write the files of asv to @folder, which is made, for the commit that was
 * measured. Returns 0, or -1 with a message.
 */
int show_export_asv(const struct result *result, const char *folder,
		    const char *commit, struct error *error);

/* Print the report for LNT. @order: see print/result_lnt.h. */
int show_export_lnt(const struct result *result, const char *order,
		    struct error *error);

#endif
