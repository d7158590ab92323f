/* SPDX-License-Identifier: GPL-2.0-only */
/* The headline table of a run as HTML: workloads down, modes across. */
#ifndef REPORT_TABLE_H
#define REPORT_TABLE_H

#include "report/cell_columns.h"

void table_write(FILE *file, const struct result *run);

#endif
