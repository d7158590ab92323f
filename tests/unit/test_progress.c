// SPDX-License-Identifier: GPL-2.0-only
/* Tests of showing the progress of a run, on a made-up clock. */
#include "result_text.h"

#include "run/progress.h"

#define TWO_BATCHES                                               \
	"[plan]\nsummary=s\nsamples=10\nbatch_cells=1\n[cells]\n" \
	"workload=munmap touch\nmode=none\n"                      \
	"vmas=5\nregion_size=128M\nquiesce=none\nwarmup=7\n"

static const bool none_done[2];

/* Boot takes 10 s, each of the 10 samples 2 s. Returns the time of the end. */
static double run_boot(struct progress *p, const struct batches *batches,
		       size_t batch, size_t boot, double now)
{
	progress_boot(p, batch, boot, now);
	now += 10;
	for (size_t i = 0; i < 10; i++) {
		progress_start(p, boot, batches->batch[batch].order[i], now);
		now += 2;
		progress_done(p, boot, batches->batch[batch].order[i], now);
		progress_draw(p, now);
	}
	progress_off(p, batch, boot);
	return now;
}

/* Each batch twice; then one of them a third time, which nobody could know. */
static void each_boot_is_shown(void **state)
{
	struct fixture f = fixture_make(state, TWO_BATCHES);
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	struct progress *p =
		progress_new(f.plan, f.batches, none_done, 2, 1, to, 0, 0);
	double now = 0;

	for (size_t boot = 0; boot < 3; boot++)
		now = run_boot(p, f.batches, 0, boot, now);
	for (size_t boot = 0; boot < 2; boot++)
		now = run_boot(p, f.batches, 1, boot, now);
	progress_free(p);
	fclose(to);
	assert_contains(text, "4/40 samples, 0:18");
	assert_contains(
		text,
		"50/50 samples, 2:30, about 0:00 left, batch 2 of 2: touch");
	free(text);
	fixture_free(&f);
}

static char *drawn(void **state, int width)
{
	struct fixture f = fixture_make(state, TWO_BATCHES);
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	struct progress *p =
		progress_new(f.plan, f.batches, none_done, 1, 1, to, width, 0);

	progress_draw(p, 0);
	run_boot(p, f.batches, 1, 0, run_boot(p, f.batches, 0, 0, 0));
	progress_clear(p);
	progress_free(p);
	fclose(to);
	fixture_free(&f);
	return text;
}

static void elsewhere_plain_lines_are_few(void **state)
{
	char *text = drawn(state, 0);
	size_t lines = 0, begin = 0;

	for (const char *at = text; (at = strchr(at, '\n')); at++) {
		assert_in_range((size_t)(at - text) - begin, 1, 80);
		begin = (size_t)(at - text) + 1;
		lines++;
	}
	assert_in_range(lines, 8, 12);
	assert_contains(text, " left, booting batch 1 of 2\n");
	assert_contains(
		text,
		"20/20 samples, 1:00, about 0:00 left, batch 2 of 2: touch");
	assert_null(strchr(text, '\r'));
	free(text);
}

static void a_terminal_has_one_line(void **state)
{
	char *text = drawn(state, 30);
	size_t longest = 0;

	assert_null(strchr(text, '\n'));
	for (char *rest = text, *word; (word = strtok_r(rest, "\r", &rest));)
		longest = strlen(word) > longest ? strlen(word) : longest;
	assert_in_range(longest, 10, 29 + strlen("\033[K"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_boot_is_shown),
		cmocka_unit_test(elsewhere_plain_lines_are_few),
		cmocka_unit_test(a_terminal_has_one_line),
	};

	return cmocka_run_group_tests_name("progress", tests, unit_folder,
					   unit_remove_folder);
}
