/* SPDX-License-Identifier: GPL-2.0-only */
/* A sentence on a result, with the cells it rests on; and a list of them. */
#ifndef PRINT_FINDING_H
#define PRINT_FINDING_H

#include <stdarg.h>
#include <stddef.h>

#include "result/result.h"

struct finding {
	const char *kind; /* of the table of kinds: "latency" */
	char *sentence;   /* one line, printable, ends with a full stop */
	/*
	 * The order of sentences, 0 to 100: the first of a kind has the weight
	 * that the kind gives it, each further one three quarters of that.
	 */
	double weight;
	/* The cells that the sentence rests on, in the order of the file. */
	size_t count;
	const struct result_cell **cells; /* the cells are the result's */
};

/* Findings, those of the greatest weight first; there may be none. */
struct findings {
	size_t count;
	struct finding *at;
};

/*
 * Add a finding whose sentence is formatted as by vprintf(). @cells are copied;
 * those that are NULL are left out, and one that is there twice counts once.
 */
__attribute__((format(printf, 6, 0))) void
findings_add(struct findings *to, const char *kind, double weight,
	     const struct result_cell *const *cells, size_t count,
	     const char *format, va_list args);

/* Keep the first @count findings. */
void findings_cut(struct findings *findings, size_t count);

void findings_free(struct findings *findings);

#endif
