// SPDX-License-Identifier: GPL-2.0-only
/*
 * Tests that the estimate of a run's end does not jump: whole runs of plans
 * that ship, on a made-up clock, on machines of other speeds than expected,
 * with workloads that take more or less than expected, and with noise. From one
 * print to the next, the time that has passed plus the time that is left
 * changes by at most CHANGE_MOST, and by CHANGE_FIRST until the first samples
 * have shown how fast the machine is.
 */
#include "result_text.h"

#include <math.h>

#include "run/estimate.h"
#include "run/expected_work.h"

#define PRINT_EVERY 15.0 /* s, as where the output is no terminal */
#define GUESTS_MAX  4

#define CHANGE_MOST 1.5
/* A short run on a machine that is 0.3 times as slow ends before it shows. */
#define CHANGE_FIRST (1 / 0.3)

/* What the estimate cannot know. Factors are of what is expected. */
struct truth {
	double machine, boot; /* factors of all, and of boots apart */
	double spread; /* workloads take up to this factor more or less */
	double noise;  /* of each sample, as a share */
	uint64_t random;
};

struct guest {
	size_t batch, boot, at; /* @at: the samples that are done */
	double next;            /* when what it does is done */
	bool up, measures;
};

struct simulation {
	const struct plan *plan;
	const struct batches *batches;
	struct estimate *estimate;
	struct truth truth;
	struct guest guests[GUESTS_MAX];
	size_t guest_count;
	size_t boots; /* that have begun, two for each batch */
	double now, printed, sum;
	double worst_booting, worst; /* changes of the sum between two prints */
	bool measured;
};

static double uniform(struct truth *truth)
{
	truth->random = truth->random * 6364136223846793005u + 1;
	return (double)(truth->random >> 11) / 9007199254740992.0;
}

/* The same for all samples of a workload. */
static double workload_factor(const struct truth *truth, const char *workload)
{
	uint32_t hash = 2166136261u + (uint32_t)(truth->machine * 100);

	for (; *workload; workload++)
		hash = (hash ^ (unsigned char)*workload) * 16777619u;
	return pow(truth->spread, (double)(hash >> 8) / (1 << 23) - 1);
}

static double sample_seconds(struct simulation *s, size_t id)
{
	const struct cell *cell = &s->plan->cells[sample_cell(s->plan, id)];
	double noise = 1 + s->truth.noise * (2 * uniform(&s->truth) - 1);

	return expected_sample_work(cell) * s->truth.machine * noise *
	       workload_factor(&s->truth, cell->workload);
}

/* Print when it is time to: compare the whole time with the last print. */
static void print(struct simulation *s, double until)
{
	for (; s->printed + PRINT_EVERY <= until; s->printed += PRINT_EVERY) {
		double now = s->printed + PRINT_EVERY;
		double sum = now + estimate_left(s->estimate, now);
		double change = sum > s->sum ? sum / s->sum : s->sum / sum;

		if (!s->sum)
			change = 1;
		if (!s->measured && change > s->worst_booting)
			s->worst_booting = change;
		else if (s->measured && change > s->worst)
			s->worst = change;
		s->measured = estimate_samples_done(s->estimate) > 0;
		s->sum = sum;
	}
}

static void boot(struct simulation *s, struct guest *guest)
{
	if (s->boots == 2 * s->batches->count)
		return;
	*guest = (struct guest){.batch = s->boots / 2,
				.boot = s->boots % 2,
				.up = true,
				.next = s->now + EXPECTED_BOOT_WORK *
							 s->truth.machine *
							 s->truth.boot};
	estimate_boot(s->estimate, guest->batch, guest->boot, s->now);
	s->boots++;
}

/* What the guest does is done; begin the next. */
static void step(struct simulation *s, struct guest *guest)
{
	const struct batch *batch = &s->batches->batch[guest->batch];

	if (guest->measures)
		estimate_done(s->estimate, guest->boot,
			      batch->order[guest->at++], s->now);
	guest->measures = guest->at < batch->sample_count;
	if (!guest->measures) {
		estimate_off(s->estimate, guest->batch, guest->boot);
		guest->up = false;
		boot(s, guest);
		return;
	}
	estimate_start(s->estimate, guest->boot, batch->order[guest->at],
		       s->now);
	guest->next = s->now + sample_seconds(s, batch->order[guest->at]);
}

static struct guest *next_guest(struct simulation *s)
{
	struct guest *next = NULL;

	for (size_t i = 0; i < s->guest_count; i++)
		if (s->guests[i].up &&
		    (!next || s->guests[i].next < next->next))
			next = &s->guests[i];
	return next;
}

/* Run a plan on @guests guests; the worst changes are in the simulation. */
static struct simulation simulate(const char *name, size_t guests,
				  struct truth truth)
{
	struct error error = {0};
	struct plan *plan = plan_load(name, name, NULL, 0, &error);
	struct batches *batches = plan ? batches_cut(plan) : NULL;
	bool *skip = calloc(PLAN_BATCH_CELLS_MAX, sizeof(*skip));
	struct simulation s = {.plan = plan,
			       .batches = batches,
			       .truth = truth,
			       .guest_count = guests,
			       .worst = 1,
			       .worst_booting = 1};
	struct guest *guest;

	assert_non_null(batches);
	assert_non_null(skip);
	s.estimate = estimate_new(plan, batches, skip, 2, guests);
	s.sum = estimate_left(s.estimate, 0);
	for (size_t i = 0; i < guests; i++)
		boot(&s, &s.guests[i]);
	while ((guest = next_guest(&s))) {
		print(&s, guest->next);
		s.now = guest->next;
		step(&s, guest);
	}
	assert_int_equal(estimate_samples_done(s.estimate),
			 estimate_samples(s.estimate));
	assert_true(estimate_left(s.estimate, s.now) < 0.01);
	estimate_free(s.estimate);
	batches_free(batches);
	plan_free(plan);
	free(skip);
	return s;
}

static const char *const plans[] = {"plans/quick.ini", "plans/default.ini",
				    "plans/chunk-count.ini"};

/* All plans on one kind of machine. */
static void assert_steady(struct truth truth, double first, double most)
{
	for (size_t p = 0; p < COUNT(plans); p++) {
		for (size_t guests = 1; guests <= GUESTS_MAX; guests *= 2) {
			struct simulation s;

			truth.random = 1 + p;
			s = simulate(plans[p], guests, truth);
			if (s.worst_booting > first || s.worst > most)
				fail_msg("%s, %zu guests: changes by %.2f "
					 "while booting, then by %.2f",
					 plans[p], guests, s.worst_booting,
					 s.worst);
		}
	}
}

static void a_machine_as_expected(void **state)
{
	(void)state;
	assert_steady((struct truth){1, 1, 1, 0.1, 0}, 1.05, 1.05);
}

static void workloads_that_take_more_or_less(void **state)
{
	(void)state;
	assert_steady((struct truth){1, 1, 2, 0.3, 0}, CHANGE_MOST,
		      CHANGE_MOST);
}

static void a_slow_machine(void **state)
{
	(void)state;
	assert_steady((struct truth){4, 1, 1.5, 0.3, 0}, CHANGE_FIRST,
		      CHANGE_MOST);
	assert_steady((struct truth){10, 1, 1.5, 0.3, 0}, CHANGE_FIRST,
		      CHANGE_MOST);
}

static void a_fast_machine(void **state)
{
	(void)state;
	assert_steady((struct truth){0.3, 1, 1.5, 0.3, 0}, CHANGE_FIRST,
		      CHANGE_MOST);
}

static void boots_that_take_more_or_less(void **state)
{
	(void)state;
	assert_steady((struct truth){1, 2, 1.5, 0.3, 0}, CHANGE_FIRST,
		      CHANGE_MOST);
	assert_steady((struct truth){1, 0.5, 1.5, 0.3, 0}, CHANGE_FIRST,
		      CHANGE_MOST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_machine_as_expected),
		cmocka_unit_test(workloads_that_take_more_or_less),
		cmocka_unit_test(a_slow_machine),
		cmocka_unit_test(a_fast_machine),
		cmocka_unit_test(boots_that_take_more_or_less),
	};

	return cmocka_run_group_tests_name("estimate_steady", tests,
					   unit_folder, unit_remove_folder);
}
