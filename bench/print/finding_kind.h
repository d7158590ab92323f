/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The kinds of findings. Each print/finding_NAME.c defines `const struct
 * finding_kind finding_NAME`; the build makes the table of kinds from the names
 * of the files. A kind says only what holds for every result: it compares cells
 * that differ in nothing else, and says on which conditions a figure depends.
 */
#ifndef PRINT_FINDING_KIND_H
#define PRINT_FINDING_KIND_H

#include "print/finding.h"
#include "print/view.h"

/* What a kind reads, and where it puts what it found. */
struct finder {
	const struct result *result;
	const struct view *views; /* by the key `timed` */
	bool exact;               /* the venue measures exactly */
	const char *kind;         /* whose turn it is */
	struct findings *to;
};

struct finding_kind {
	const char *name;
	void (*find)(struct finder *finder);
};

/* Add a finding, as findings_add() does. */
__attribute__((format(printf, 5, 6))) static inline void
finding_add(struct finder *finder, double weight,
	    const struct result_cell *const *cells, size_t count,
	    const char *format, ...)
{
	va_list args;

	va_start(args, format);
	findings_add(finder->to, finder->kind, weight, cells, count, format,
		     args);
	va_end(args);
}

#endif
