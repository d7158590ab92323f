// SPDX-License-Identifier: GPL-2.0-only
/* Progress: a remaining time that can be believed, on a made-up clock. */
#include "result_text.h"

#include "run/progress.h"

#define TWO_BATCHES                                               \
	"[plan]\nsummary=s\nsamples=10\nbatch_cells=1\n[cells]\n" \
	"workload=munmap touch\nmode=none\n"

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

static void boots_and_samples_are_foreseen(void **state)
{
	struct fixture f = fixture_make(state, TWO_BATCHES);
	FILE *to = tmpfile();
	struct progress *p =
		progress_new(f.plan, f.batches, none_done, 1, 1, to, 0, 1000);
	double now;

	assert_int_equal(f.batches->count, 2);
	assert_true(progress_left(p, 1000) < 0);
	now = run_boot(p, f.batches, 0, 0, 1000);
	/* One more boot and ten more samples. */
	assert_true(progress_left(p, now) > 29.9);
	assert_true(progress_left(p, now) < 30.1);
	progress_boot(p, 1, 0, now);
	assert_true(progress_left(p, now + 4) > 25.9);
	assert_true(progress_left(p, now + 4) < 26.1);
	progress_free(p);
	fclose(to);
	fixture_free(&f);
}

static void guests_that_run_at_once_share_the_time(void **state)
{
	struct fixture f = fixture_make(state, TWO_BATCHES);
	FILE *to = tmpfile();
	struct progress *p =
		progress_new(f.plan, f.batches, none_done, 1, 2, to, 0, 0);

	progress_boot(p, 0, 0, 0);
	progress_boot(p, 1, 0, 0);
	for (size_t b = 0; b < 2; b++) {
		progress_start(p, 0, f.batches->batch[b].order[0], 10);
		progress_done(p, 0, f.batches->batch[b].order[0], 12);
	}
	assert_true(progress_left(p, 12) > 17.9);
	assert_true(progress_left(p, 12) < 18.1);
	progress_free(p);
	fclose(to);
	fixture_free(&f);
}

/* A workload that takes ten times as long is foreseen in the next batch too. */
static void each_workload_has_its_pace(void **state)
{
	struct fixture f =
		fixture_make(state,
			     "[plan]\nsummary=s\nsamples=10\nbatch_cells=2\n"
			     "[cells]\nworkload=munmap touch\nmode=none\n"
			     "placement=far overlap\n");
	FILE *to = tmpfile();
	struct progress *p =
		progress_new(f.plan, f.batches, none_done, 1, 1, to, 0, 0);
	const struct batch *batch = &f.batches->batch[0];
	double now = 5, left;

	assert_int_equal(f.batches->count, 2);
	assert_string_equal(f.plan->cells[0].workload, "munmap");
	assert_string_equal(f.plan->cells[batch->cells[1]].workload, "munmap");
	progress_boot(p, 0, 0, 0);
	for (size_t i = 0; i < batch->sample_count; i++) {
		progress_start(p, 0, batch->order[i], now);
		now += 10;
		progress_done(p, 0, batch->order[i], now);
	}
	progress_off(p, 0, 0);
	progress_boot(p, 1, 0, now);
	now += 5;
	for (size_t i = 0; i < 10; i++) {
		progress_start(p, 0, f.batches->batch[1].order[i], now);
		now += 1;
		progress_done(p, 0, f.batches->batch[1].order[i], now);
	}
	/* Ten more that take 1 s; the mean of all 30 is 7 s. */
	left = progress_left(p, now);
	assert_true(left > 10 && left < 22);
	progress_free(p);
	fclose(to);
	fixture_free(&f);
}

/* Each batch twice; then one of them a third time, which nobody could know. */
static void each_boot_is_work(void **state)
{
	struct fixture f = fixture_make(state, TWO_BATCHES);
	char *text = NULL;
	size_t size;
	FILE *to = open_memstream(&text, &size);
	struct progress *p =
		progress_new(f.plan, f.batches, none_done, 2, 1, to, 0, 0);
	double now = run_boot(p, f.batches, 0, 0, 0);

	assert_float_equal(progress_left(p, now), 90, 0.1);
	now = run_boot(p, f.batches, 0, 1, now);
	assert_float_equal(progress_left(p, now), 60, 0.1);
	progress_boot(p, 0, 2, now);
	assert_float_equal(progress_left(p, now), 90, 0.1);
	now = run_boot(p, f.batches, 0, 2, now);
	now = run_boot(p, f.batches, 1, 0, now);
	assert_float_equal(progress_left(p, now), 30, 0.1);
	now = run_boot(p, f.batches, 1, 1, now);
	assert_float_equal(progress_left(p, now), 0, 0.1);
	progress_free(p);
	fclose(to);
	assert_contains(text, "4/40 samples, 0:18");
	assert_contains(text, "50/50 samples, 2:30, about 0:00 left: touch");
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
	size_t lines = 0;

	for (const char *at = text; (at = strchr(at, '\n')); at++)
		lines++;
	assert_in_range(lines, 8, 12);
	assert_contains(text, "0/20 samples, 0:00: booting\n");
	assert_contains(text, "20/20 samples, 1:00, about 0:00 left: touch");
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
		cmocka_unit_test(boots_and_samples_are_foreseen),
		cmocka_unit_test(guests_that_run_at_once_share_the_time),
		cmocka_unit_test(each_workload_has_its_pace),
		cmocka_unit_test(each_boot_is_work),
		cmocka_unit_test(elsewhere_plain_lines_are_few),
		cmocka_unit_test(a_terminal_has_one_line),
	};

	return cmocka_run_group_tests_name("progress", tests, unit_folder,
					   unit_remove_folder);
}
