// SPDX-License-Identifier: GPL-2.0-only
/*
 * A comparison as JUnit XML. There is no standard of it: this is what the
 * readers of Jenkins, GitLab and GitHub have in common.
 */
#include "print/compare_junit.h"

#include "lib/xml_text.h"
#include "print/compare_label.h"
#include "print/compare_outcome.h"

/* The element inside a case, by outcome; a case that passes has none. */
static const char *const elements[] = {
	[OUTCOME_FAIL] = "failure",
	[OUTCOME_ERROR] = "error",
	[OUTCOME_SKIP] = "skipped",
};

static void print_attribute(FILE *to, const char *name, const char *value)
{
	fprintf(to, " %s=\"", name);
	xml_text(to, value);
	fputc('"', to);
}

static void print_properties(const struct comparison *c, FILE *to)
{
	const struct result *base = c->base->runs[0],
			    *fresh = c->fresh->runs[0];
	const char *const values[][2] = {
		{"venue", fresh->venue}, {"unit", fresh->unit},
		{"base", base->path},    {"base.kernel", base->kernel},
		{"new", fresh->path},    {"new.kernel", fresh->kernel},
	};

	fputs("  <properties>\n", to);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++) {
		fputs("   <property", to);
		print_attribute(to, "name", values[i][0]);
		print_attribute(to, "value", values[i][1]);
		fputs("/>\n", to);
	}
	fputs("  </properties>\n", to);
}

/* @outcome: as the elements above; @text: why. */
static void print_case(const char *suite, const char *name,
		       enum outcome outcome, const char *text, FILE *to)
{
	const char *element = elements[outcome];

	fputs("  <testcase", to);
	print_attribute(to, "classname", suite);
	print_attribute(to, "name", name);
	fputs(">\n", to);
	if (element) {
		fprintf(to, "   <%s", element);
		print_attribute(to, "message", text);
		fputs("/>\n", to);
	} else {
		fputs("   <system-out>", to);
		xml_text(to, text);
		fputs("</system-out>\n", to);
	}
	fputs("  </testcase>\n", to);
}

static void print_cell(const struct comparison *c,
		       const struct compared_cell *cell, const char *plan,
		       FILE *to)
{
	const struct cell_pair *pair = &cell->pair;
	const struct result_cell *any = pair->fresh ? pair->fresh : pair->base;
	char suite[256], name[COMPARE_LABEL_MAX], text[OUTCOME_TEXT_MAX];
	enum outcome outcome = compare_outcome(c, cell, text, sizeof(text));

	compare_label(c, pair, name, sizeof(name));
	snprintf(suite, sizeof(suite), "mnbench.%s.%s", plan,
		 any->cell.workload);
	print_case(suite, name, outcome, text, to);
}

/* The opening tag of the suite, with how many cells have each outcome. */
static void print_opening(const struct comparison *c, const char *name,
			  const char *none, FILE *to)
{
	size_t counts[OUTCOME_SKIP + 1] = {0}, all = 0;
	char text[OUTCOME_TEXT_MAX];

	for (size_t i = 0; !none && i < c->count; i++, all++)
		counts[compare_outcome(c, &c->cells[i], text, sizeof(text))]++;
	counts[OUTCOME_ERROR] += none != NULL;
	all += none != NULL;
	fputs(" <testsuite", to);
	print_attribute(to, "name", name);
	fprintf(to,
		" tests=\"%zu\" failures=\"%zu\" errors=\"%zu\" "
		"skipped=\"%zu\">\n",
		all, counts[OUTCOME_FAIL], counts[OUTCOME_ERROR],
		counts[OUTCOME_SKIP]);
}

void compare_junit(const struct comparison *c, FILE *to)
{
	const char *plan = c->fresh->runs[0]->plan;
	const char *none = compare_no_outcome(c);
	char suite[256];

	snprintf(suite, sizeof(suite), "mnbench.%s", plan);
	fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n", to);
	print_opening(c, suite, none, to);
	print_properties(c, to);
	if (none)
		print_case(suite, "comparison", OUTCOME_ERROR, none, to);
	for (size_t i = 0; !none && i < c->count; i++)
		print_cell(c, &c->cells[i], plan, to);
	fputs(" </testsuite>\n</testsuites>\n", to);
}
