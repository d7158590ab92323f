// SPDX-License-Identifier: GPL-2.0-only
/* Tests of the page's tables, texts and scales. */
#include <math.h>

#include "lib/memory.h"
#include "report/html.h"
#include "report/html_cells.h"
#include "report/html_overview.h"
#include "report/page_anchor.h"
#include "report/svg_scale.h"
#include "unit.h"

#define RUNS_MAX  2
#define CELLS_MAX 32

struct fixture {
	struct result runs[RUNS_MAX];
	struct result_cell cells[RUNS_MAX][CELLS_MAX];
	struct section sections[RUNS_MAX];
	struct page page;
	struct error error;
	char *text; /* what was written last */
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	for (size_t i = 0; i < RUNS_MAX; i++) {
		f->runs[i] = (struct result){
			.plan = "a plan",
			.venue = "icount",
			.unit = "vns",
			.kernel = "6.1",
			.cells = f->cells[i],
			.root = json_object(),
		};
		f->sections[i].run = &f->runs[i];
	}
	f->page = (struct page){.count = 1, .sections = f->sections};
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	for (size_t i = 0; i < RUNS_MAX; i++)
		json_decref(f->runs[i].root);
	free(f->text);
	free(f);
	return 0;
}

static struct result_cell *add(struct fixture *f, size_t run, const char *line,
			       double over_none)
{
	struct result *at = &f->runs[run];
	struct result_cell *cell = &at->cells[at->count];

	assert_int_equal(cell_from_line(&cell->cell, line, &f->error), 0);
	cell->index = at->count++;
	cell->stats.ops = 10;
	cell->stats.p50 = 1000 + over_none;
	cell->stats.over_none = over_none;
	cell->stats.over_none_pct = over_none / 10;
	return cell;
}

static const char *text_of(struct fixture *f,
			   void (*write)(FILE *file, const struct page *page))
{
	size_t size;
	FILE *file;

	free(f->text);
	file = open_memstream(&f->text, &size);
	write(file, &f->page);
	fclose(file);
	return f->text;
}

static void test_overview(void **state)
{
	struct fixture *f = *state;
	const char *text;

	add(f, 0, "workload=munmap mode=none", 0);
	add(f, 0, "workload=munmap mode=global", -1234);
	add(f, 0, "workload=munmap mode=chunked", 430);
	add(f, 0, "workload=munmap mode=whole", 5)->failed = "wrong";
	text = text_of(f, html_overview);
	assert_non_null(strstr(text, "<th scope=\"row\">munmap</th>"));
	assert_non_null(strstr(text, "<td class=\"none\" data-m=\"none\">"
				     "<a href=\"#c0\">1.00\u00a0\u00b5s</a>"));
	assert_non_null(strstr(text, "<td class=\"hl\" data-m=\"global\">"
				     "<a href=\"#c1\">\u2212123\u00a0%</a>"
				     "<small>\u22121,234</small>"));
	assert_non_null(strstr(text, "<td class=\"h3\" data-m=\"chunked"));
	assert_non_null(strstr(text, "<a href=\"#c3\">failed</a>"));
}

/* Runs stand below each other in one table, and each field names its run. */
static void test_runs(void **state)
{
	struct fixture *f = *state;
	const char *first, *second, *text;

	f->page.count = 2;
	strcpy(f->sections[0].mark, "A");
	strcpy(f->sections[1].mark, "B");
	for (size_t i = 0; i < 2; i++) {
		add(f, i, "workload=munmap mode=none", 0);
		add(f, i, "workload=munmap mode=global", 100 * (i + 1.0));
		add(f, i, "workload=fork mode=none", 0);
		add(f, i, "workload=fork mode=global", 0);
	}
	text = text_of(f, html_overview);
	first = strstr(text, "<th scope=\"row\">munmap A</th>");
	second = strstr(text, "<th scope=\"row\">munmap B</th>");
	assert_true(first && second && first < second);
	assert_true(second < strstr(text, "fork A"));
	assert_non_null(strstr(text, "<a href=\"#r1-c1\">+10\u00a0%</a>"));
	assert_non_null(strstr(text, "<a href=\"#r2-c1\">+20\u00a0%</a>"));
	assert_null(strstr(strstr(text, "<table") + 1, "<table"));
	text = text_of(f, html_cells);
	assert_non_null(strstr(text, "<tr id=\"r2-c3\">"));
	assert_int_equal(page_run_of(&f->page, &f->cells[1][3]), 1);
}

static void test_cells(void **state)
{
	struct fixture *f = *state;
	const char *text;

	add(f, 0, "workload=munmap mode=none", 0);
	add(f, 0, "workload=munmap mode=global device_ns=5us", 5386);
	text = text_of(f, html_cells);
	assert_non_null(strstr(text, "<td data-m=\"cost\">\u2013</td>"));
	assert_non_null(strstr(text, "<td data-m=\"none\">1,000</td>"
				     "<td data-m=\"median\">6,386</td>"
				     "<td data-m=\"cost\">+5,386</td>"
				     "<td data-m=\"cost in %\">+539\u00a0%<"));
}

/* A fault that never ends is no time. */
static void test_faults(void **state)
{
	struct fixture *f = *state;
	const char *line = "workload=idle mode=%s timed=fault threads=0 "
			   "pages=8 chunk_size=1G region_size=4M region_run=2M";
	const char *const modes[] = {"global", "chunked"};
	const char *text;

	for (size_t i = 0; i < 2; i++) {
		char name[256];

		snprintf(name, sizeof(name), line, modes[i]);
		add(f, 0, name, NAN)->stats.p50 = i ? 193456 : 1.0038e9;
	}
	f->cells[0][0].stats.gave_up_per_op = 1;
	text = text_of(f, html_overview);
	assert_non_null(strstr(text, "never</a><small>gave up after "
				     "1.00\u00a0s</small>"));
	assert_non_null(strstr(text, ">193\u00a0\u00b5s</a>"));
	text = text_of(f, html_cells);
	assert_non_null(strstr(text, "<td data-m=\"p50\">193,456</td>"));
}

static void test_texts(void **state)
{
	static const struct {
		double number;
		const char *percent, *time;
	} texts[] = {
		{0, "0\u00a0%", "0\u00a0ns"},
		{1.54, "+1.5\u00a0%", "2\u00a0ns"},
		{-43.2, "\u221243\u00a0%", "\u221243\u00a0ns"},
		{0.004, "+0.0\u00a0%", "0\u00a0ns"},
		{999.7, "+1,000\u00a0%", "1.00\u00a0\u00b5s"},
		{12750, "+12,750\u00a0%", "12.8\u00a0\u00b5s"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		char text[SHORT_TEXT_MAX];

		percent_text(texts[i].number, text);
		assert_string_equal(text, texts[i].percent);
		time_text(texts[i].number, text);
		assert_string_equal(text, texts[i].time);
	}
}

static void test_scales(void **state)
{
	struct scale linear = {.low = 3, .high = 171, .from = 0, .to = 100};
	struct scale log = {.log = true, .low = 1, .high = 1e6, .to = 100};
	struct scale none = {.low = 0, .high = 0, .to = 100};
	double ticks[TICKS_MAX];

	(void)state;
	scale_round(&linear);
	assert_true(linear.low == 0 && linear.high == 200);
	assert_true(fabs(scale_at(&linear, 50) - 25) < 1e-9);
	assert_int_equal(scale_ticks(&linear, ticks), 5);
	assert_true(ticks[0] == 0 && ticks[4] == 200);
	scale_round(&log);
	assert_int_equal(scale_ticks(&log, ticks), 7);
	assert_true(fabs(ticks[6] - 1e6) < 1e-3);
	scale_round(&none);
	assert_true(isfinite(scale_at(&none, 0)));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_overview), TEST(test_runs),  TEST(test_cells),
		TEST(test_faults),   TEST(test_texts), TEST(test_scales),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
