// SPDX-License-Identifier: GPL-2.0-only
/* Printing the weightiest findings as a list. */
#include "print/findings_list.h"

#include "print/findings.h"

/* More would hide the tables. The page has all. */
#define PRINTED_MAX 5

void findings_list(const struct result *result, FILE *to)
{
	struct findings *findings = findings_make(result);

	for (size_t i = 0; i < findings->count && i < PRINTED_MAX; i++)
		fprintf(to, "* %s\n", findings->at[i].sentence);
	if (findings->count)
		fputc('\n', to);
	findings_free(findings);
}
