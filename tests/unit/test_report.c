// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests of the report without gnuplot: headers of plots, and the figures of a
 * run.
 */
#include <math.h>
#include <unistd.h>

#include "lib/memory.h"
#include "report/cells_csv.h"
#include "report/figures.h"
#include "report/html.h"
#include "report/plots.h"
#include "unit.h"

#define CELLS_MAX 32

struct fixture {
	struct result run;
	struct result_cell cells[CELLS_MAX];
	char folder[32];
	struct plots plots;
	struct figures figures;
	struct error error;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->run.cells = f->cells;
	f->run.plan = "a plan";
	f->run.venue = "icount";
	f->run.unit = "vns";
	f->run.kernel = "6.1";
	f->run.root = json_object();
	strcpy(f->folder, "/tmp/test_report.XXXXXX");
	assert_non_null(mkdtemp(f->folder));
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	char *path = must_printf("%s/p.gp", f->folder);

	unlink(path);
	rmdir(f->folder);
	free(path);
	figures_free(&f->figures);
	plots_free(&f->plots);
	for (size_t i = 0; i < f->run.count; i++)
		json_decref(f->cells[i].samples);
	json_decref(f->run.root);
	free(f);
	return 0;
}

static struct result_cell *add(struct fixture *f, const char *line,
			       double over_none)
{
	struct result_cell *cell = &f->cells[f->run.count];

	assert_int_equal(cell_from_line(&cell->cell, line, &f->error), 0);
	cell->index = f->run.count++;
	cell->samples = json_array();
	cell->stats.ops = 10;
	cell->stats.p50 = 1000 + over_none;
	cell->stats.over_none = over_none;
	cell->stats.over_none_pct = over_none / 10;
	cell->stats.runs =
		(double)(cell->cell.region_size / cell->cell.region_stride);
	return cell;
}

/* Load a script of this text; what plots_load() returns. */
static int load(struct fixture *f, const char *text)
{
	char *path = must_printf("%s/p.gp", f->folder);
	FILE *file = fopen(path, "w");

	assert_non_null(file);
	fputs(text, file);
	fclose(file);
	free(path);
	return plots_load(&f->plots, f->folder, &f->error);
}

static void make(struct fixture *f, const char *text)
{
	assert_int_equal(load(f, text), 0);
	figures_make(&f->figures, &f->plots.at[0], &f->run, "");
}

#define HEAD "# title: T\n# caption: C\n"

static void test_header(void **state)
{
	struct fixture *f = *state;
	const struct plot *plot;

	assert_int_equal(load(f, "# SPDX-License-Identifier: x\n"
				 "# title: A title\n"
				 "# caption: one\n#   two\n"
				 "# where: mode!=none placement=far\n"
				 "# needs: device_ns>=3 chunk_size<=2\n"
				 "# x: device_ns\n# y: over_none p50\n"
				 "# Words that are: no directive\n"
				 "plot 1\n# series: nonsense\n"),
			 0);
	plot = &f->plots.at[0];
	assert_string_equal(plot->name, "p");
	assert_string_equal(plot->title, "A title");
	assert_string_equal(plot->caption, "one two");
	assert_int_equal(plot->where_count, 2);
	assert_true(plot->where[0].differs);
	assert_false(plot->where[1].differs);
	assert_int_equal(plot->needs[0].least, 3);
	assert_int_equal(plot->needs[1].most, 2);
	assert_int_equal(plot->y.count, 2);
	assert_int_equal(plot->series.count, 0);
}

static void assert_refused(struct fixture *f, const char *text,
			   const char *part)
{
	assert_int_equal(load(f, text), -1);
	if (!strstr(error_text(&f->error), part))
		fail_msg("'%s' does not say '%s'", error_text(&f->error), part);
	assert_non_null(strstr(error_text(&f->error), "p.gp:"));
	plots_free(&f->plots);
}

static void test_bad_headers(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "# x: oddity\n",
		       "unknown column 'oddity'; allowed: a key (mnbench list "
		       "keys), preset, ops, min, p50");
	assert_refused(f, HEAD "# colour: red\n", "unknown directive 'colour'");
	assert_refused(f, HEAD "# x: mode\n", "must have title, caption, x");
	assert_refused(f, HEAD "# x: mode workload\n",
		       "'workload' is one too many");
	assert_refused(f, HEAD "# where: mode\n", "'mode' is not a condition");
	assert_refused(f, HEAD "# needs: mode=3\n", "'mode=3' is not a need");
	assert_refused(f, HEAD "# needs: mode>=x\n", "'mode>=x' is not a need");
	assert_refused(f, HEAD "# x: mode\n# y: p50\n# axes: words bent\n",
		       "'bent' is no axis: must be linear");
	assert_refused(f, HEAD "# x: mode\n# y: p50\n# axes: words\n",
		       "axes must be 2 words, one for x and one for each y");
}

static void test_no_folder(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(plots_load(&f->plots, "/dev/null/plots", &f->error),
			 -1);
	assert_non_null(strstr(error_text(&f->error), "/dev/null/plots"));
}

/* A mode that does not use the key has a point at each of its values. */
static void test_level_line(void **state)
{
	struct fixture *f = *state;

	add(f, "workload=munmap mode=none", 0);
	add(f, "workload=munmap mode=stale", 70);
	add(f, "workload=munmap mode=global device_ns=0", 200);
	add(f, "workload=munmap mode=global device_ns=5us", 5200);
	make(f, HEAD "# where: mode!=none\n# needs: device_ns>=2\n"
		     "# x: device_ns\n# y: over_none\n# series: mode\n");
	assert_int_equal(f->figures.count, 1);
	assert_string_equal(f->figures.at[0].data,
			    "# device_ns over_none\n# unit: vns\n"
			    "\n\n#   stale\n0 70\n5000 70\n"
			    "\n\n#   global\n0 200\n5000 5200\n");
	assert_string_equal(f->figures.at[0].name, "p");
	assert_non_null(strstr(f->figures.at[0].settings,
			       "series='\"stale\" \"global\" '; "));
}

static void test_needs(void **state)
{
	struct fixture *f = *state;

	add(f, "workload=munmap mode=global device_ns=0", 200);
	add(f, "workload=munmap mode=whole device_ns=0", 200);
	make(f, HEAD "# needs: device_ns>=2\n# x: device_ns\n# y: over_none\n"
		     "# series: mode\n");
	assert_int_equal(f->figures.count, 0);
}

/* A key that the plot does not arrange is never mixed: each value has a figure.
 */
static void test_left_over(void **state)
{
	struct fixture *f = *state;

	add(f, "workload=munmap mode=global pages=1", 1);
	add(f, "workload=munmap mode=global pages=4", 4);
	add(f, "workload=munmap mode=chunked pages=1", 10);
	add(f, "workload=munmap mode=chunked pages=4", 40);
	make(f, HEAD "# x: workload\n# y: over_none\n# series: mode\n");
	assert_int_equal(f->figures.count, 2);
	assert_string_equal(f->figures.at[1].name, "p-pages-4");
	assert_string_equal(f->figures.at[1].about, "pages 4");
	assert_non_null(strstr(f->figures.at[1].data, "global\n0 4\n"));
	assert_non_null(strstr(f->figures.at[1].data, "chunked\n0 40\n"));
}

/* What differs only between modes, the filter here, does not split. */
static void test_mode_defaults(void **state)
{
	struct fixture *f = *state;

	add(f, "workload=munmap mode=global", 1);
	add(f, "workload=munmap mode=filtered", 2);
	make(f, HEAD "# x: workload\n# y: over_none\n# series: mode\n");
	assert_int_equal(f->figures.count, 1);
}

static void test_panels(void **state)
{
	struct fixture *f = *state;

	add(f, "workload=munmap mode=global placement=far", 1);
	add(f, "workload=munmap mode=global placement=overlap", 2);
	add(f, "workload=fork mode=global placement=far", 3);
	make(f, HEAD "# x: workload\n# y: over_none\n# columns: placement\n"
		     "# series: mode\n");
	assert_string_equal(f->figures.at[0].data,
			    "# workload over_none\n# unit: vns\n"
			    "\n\n#  far global\n0 1\n1 3\n"
			    "\n\n#  overlap global\n0 2\n");
	assert_non_null(strstr(f->figures.at[0].settings,
			       "columns='\"far\" \"overlap\" '; "
			       "columns_count=2; columns_key='placement'; "));
}

/* What the page draws: a picture for each panel, a title for each point. */
static void test_chart(void **state)
{
	struct fixture *f = *state;
	const char *chart;

	add(f, "workload=munmap mode=global placement=far", 100);
	add(f, "workload=munmap mode=global placement=overlap", 200);
	make(f, HEAD "# x: workload\n# y: over_none_pct\n# axes: words linear\n"
		     "# columns: placement\n# series: mode\n");
	chart = f->figures.at[0].chart;
	assert_non_null(chart);
	assert_non_null(strstr(chart, "<title>munmap, global: +10\u00a0%<"));
	assert_non_null(strstr(chart, "<title>munmap, global: +20\u00a0%<"));
	assert_non_null(strstr(chart, ">far from device pages</text>"));
	assert_non_null(strstr(chart, ">on device pages</text>"));
}

static void test_no_chart(void **state)
{
	struct fixture *f = *state;

	add(f, "workload=munmap mode=global", 100);
	make(f, HEAD "# x: workload\n# y: p50\n# series: mode\n");
	assert_null(f->figures.at[0].chart);
	assert_true(f->figures.at[0].drawn);
}

static void test_failed_cells(void **state)
{
	struct fixture *f = *state;

	add(f, "workload=munmap mode=global", 1)->failed = "wrong";
	add(f, "workload=munmap mode=whole", 2);
	make(f, HEAD "# x: workload\n# y: over_none\n# series: mode\n");
	assert_null(strstr(f->figures.at[0].data, "global"));
	assert_non_null(strstr(f->figures.at[0].data, "whole"));
}

/* A mode without chunks has points where chunks of the same region have. */
static void test_chunk_count(void **state)
{
	struct fixture *f = *state;

	add(f, "workload=munmap mode=whole region_size=64M", 7)
		->stats.chunks_peak = 1;
	add(f, "workload=munmap mode=whole region_size=128M", 8)
		->stats.chunks_peak = 1;
	add(f, "workload=munmap mode=chunked region_size=64M", 5)
		->stats.chunks_peak = 32;
	add(f, "workload=munmap mode=chunked region_size=128M", 6)
		->stats.chunks_peak = 64;
	make(f, HEAD "# needs: chunks_peak>=2\n# x: chunks_peak\n"
		     "# y: over_none\n# series: mode\n# along: region_size\n");
	assert_int_equal(f->figures.count, 1);
	assert_string_equal(f->figures.at[0].data,
			    "# chunks_peak over_none\n# unit: vns\n"
			    "\n\n#   whole\n32 7\n64 8\n"
			    "\n\n#   chunked\n32 5\n64 6\n");
}

/* Times of CPUs that take turns make no curve over threads. */
static void test_no_curve_of_turns(void **state)
{
	struct fixture *f = *state;
	static const char plot[] =
		HEAD "# x: threads\n# y: p50\n# series: mode\n";

	add(f, "workload=munmap mode=none threads=1", 0);
	add(f, "workload=munmap mode=none threads=2", 0);
	make(f, plot);
	assert_int_equal(f->figures.count, 0);
	f->run.venue = "kvm";
	figures_make(&f->figures, &f->plots.at[0], &f->run, "");
	assert_int_equal(f->figures.count, 1);
}

/* The figure of a plot that ships; the tests run in the source's folder. */
static const struct figure *shipped(struct fixture *f, const char *name)
{
	assert_int_equal(plots_load(&f->plots, "plot", &f->error), 0);
	for (size_t i = 0; i < f->plots.count; i++)
		if (!strcmp(f->plots.at[i].name, name))
			figures_make(&f->figures, &f->plots.at[i], &f->run, "");
	return f->figures.count == 1 ? &f->figures.at[0] : NULL;
}

static struct result_cell *add_fault(struct fixture *f, const char *mode,
				     int pages, double p50)
{
	char *line = must_printf("workload=idle mode=%s timed=fault threads=0 "
				 "pages=%d chunk_size=1G region_size=4M "
				 "region_run=2M",
				 mode, pages);
	struct result_cell *cell = add(f, line, NAN);
	struct cell_stats *stats = &cell->stats;

	stats->p50 = p50;
	stats->p99 = p50 + 10;
	stats->max = p50 + 20;
	stats->again = 400;
	stats->map_per_page = (p50 - 400) / pages;
	stats->collisions_per_op = 0;
	stats->gave_up_per_op = 0;
	free(line);
	return cell;
}

/* What it costs to map, and no operation among it. */
static void test_fault_pages(void **state)
{
	struct fixture *f = *state;
	const struct figure *figure;

	add(f, "workload=munmap mode=global pages=1", 200);
	for (int pages = 1; pages <= 64; pages *= 8) {
		add_fault(f, "global", pages, 400 + 100 * pages);
		add_fault(f, "whole", pages, 400 + 200 * pages);
	}
	figure = shipped(f, "fault-pages");
	assert_non_null(figure);
	assert_string_equal(figure->data,
			    "# pages p50 map_per_page\n# unit: vns\n"
			    "\n\n#  idle global\n"
			    "1 500 100\n8 1200 100\n64 6800 100\n"
			    "\n\n#  idle whole\n"
			    "1 600 200\n8 2000 200\n64 13200 200\n");
}

/* Idle and busy stand beside each other, although their threads differ. */
static void test_fault_latency(void **state)
{
	struct fixture *f = *state;
	const struct figure *figure;

	add_fault(f, "global", 8, 1000);
	add_fault(f, "chunked", 8, 1100);
	assert_null(shipped(f, "fault-latency"));
	plots_free(&f->plots);
	figures_free(&f->figures);
	add_fault(f, "global", 8, 1500);
	strcpy(f->cells[2].cell.workload, "munmap");
	f->cells[2].cell.threads = 1;
	f->cells[2].stats.collisions_per_op = 0.5;
	f->cells[2].stats.gave_up_per_op = 0.25;
	figure = shipped(f, "fault-latency");
	assert_non_null(figure);
	assert_string_equal(
		figure->data,
		"# workload p50 p99 max collisions_per_op gave_up_per_op\n"
		"# unit: vns\n"
		"\n\n#  far global\n0 1000 1010 1020 0 0\n"
		"1 1500 1510 1520 0.5 0.25\n"
		"\n\n#  far chunked\n0 1100 1110 1120 0 0\n");
}

static void add_registration(struct fixture *f, const char *timed,
			     const char *mode, const char *more, double p50,
			     double chunks)
{
	char *line = must_printf("workload=idle mode=%s timed=%s %s", mode,
				 timed, more);
	struct cell_stats *stats = &add(f, line, NAN)->stats;

	stats->p50 = p50;
	stats->chunks_now = chunks;
	stats->bytes = 1000 + 200 * chunks;
	free(line);
}

static void test_registration_vmas(void **state)
{
	struct fixture *f = *state;
	const struct figure *figure;

	for (int vmas = 0; vmas <= 200; vmas += 100) {
		char *more = must_printf("vmas=%d", vmas);

		add_registration(f, "attach", "none", more, 10, 0);
		add_registration(f, "attach", "global", more, 20 + vmas, 0);
		add_registration(f, "detach", "global", more, 30 + vmas, 0);
		free(more);
	}
	figure = shipped(f, "registration-vmas");
	assert_non_null(figure);
	assert_string_equal(figure->data, "# vmas p50\n# unit: vns\n"
					  "\n\n#  attach none\n"
					  "0 10\n100 10\n200 10\n"
					  "\n\n#  attach global\n"
					  "0 20\n100 120\n200 220\n"
					  "\n\n#  detach none\nNaN NaN\n"
					  "\n\n#  detach global\n"
					  "0 30\n100 130\n200 230\n");
	assert_non_null(
		strstr(figure->settings, "columns='\"attach\" \"detach\" '; "));
}

/* All modes stand at the runs of the region, whatever chunks they have. */
static void test_registration_chunks(void **state)
{
	struct fixture *f = *state;
	const struct figure *figure;

	for (int chunks = 10; chunks <= 40; chunks *= 2) {
		char *more = must_printf("region_size=%dM", 2 * chunks);

		add_registration(f, "detach", "global", more, 50 + chunks, 0);
		add_registration(f, "detach", "chunked", more, 50 + 9 * chunks,
				 chunks);
		free(more);
	}
	figure = shipped(f, "registration-chunks");
	assert_non_null(figure);
	assert_string_equal(figure->data,
			    "# runs p50 bytes\n# unit: vns\n"
			    "\n\n#  detach global\n"
			    "10 60 1000\n20 70 1000\n40 90 1000\n"
			    "\n\n#  detach chunked\n"
			    "10 140 3000\n20 230 5000\n40 410 9000\n");
}

static void test_range_chunks(void **state)
{
	struct fixture *f = *state;
	const struct figure *figure;

	for (int chunks = 1; chunks <= 4; chunks *= 2)
		for (int i = 0; i < 3; i++) {
			static const char *const modes[] = {"none", "global",
							    "chunked"};
			char *line = must_printf(
				"workload=munmap-all mode=%s region_size=%dM",
				modes[i], 2 * chunks);

			add(f, line, 100 * i * chunks)->stats.chunks_now =
				i == 2 ? chunks : 0;
			free(line);
		}
	figure = shipped(f, "range-chunks");
	assert_non_null(figure);
	assert_string_equal(figure->data, "# runs over_none\n# unit: vns\n"
					  "\n\n# 0 munmap-all global\n"
					  "1 100\n2 200\n4 400\n"
					  "\n\n# 0 munmap-all chunked\n"
					  "1 200\n2 400\n4 800\n");
}

static void test_escape(void **state)
{
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	(void)state;
	html_text(file, "<a href=\"x\">'&'</a>\t\n\033");
	fclose(file);
	assert_string_equal(text, "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;"
				  "&lt;/a&gt;\t\n\ufffd");
	free(text);
}

static void test_csv(void **state)
{
	struct fixture *f = *state;
	char *text = NULL;
	size_t size;
	FILE *file = open_memstream(&text, &size);

	add(f, "workload=munmap mode=global", 1);
	add(f, "workload=munmap mode=whole", 2);
	csv_write(file, &f->run, "1-x,y", true);
	csv_write(file, &f->run, "2", false);
	fclose(file);
	assert_non_null(strstr(text, ",run,plan,venue,kernel\nmunmap,global,"));
	assert_non_null(
		strstr(text, ",\"1-x,y\",a plan,icount,6.1\nmunmap,wh"));
	assert_non_null(strstr(text, ",2,a plan,icount,6.1\nmunmap,whole,"));
	free(text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_header),
		TEST(test_bad_headers),
		TEST(test_no_folder),
		TEST(test_level_line),
		TEST(test_needs),
		TEST(test_left_over),
		TEST(test_mode_defaults),
		TEST(test_panels),
		TEST(test_chart),
		TEST(test_no_chart),
		TEST(test_failed_cells),
		TEST(test_chunk_count),
		TEST(test_no_curve_of_turns),
		TEST(test_fault_pages),
		TEST(test_fault_latency),
		TEST(test_registration_vmas),
		TEST(test_registration_chunks),
		TEST(test_range_chunks),
		TEST(test_escape),
		TEST(test_csv),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
