// SPDX-License-Identifier: GPL-2.0-only
/* Counting the boots of a batch that gave the same output. */
#include "run/agreement.h"

size_t agreement_begin(struct agreement *a, double now)
{
	if (a->booted == 0)
		a->started = now;
	a->running++;
	return a->booted++;
}

void agreement_end(struct agreement *a)
{
	a->running--;
}

/* The version that most boots gave; NULL: no boot has ended. */
static struct version *most_frequent(struct agreement *a)
{
	struct version *most = NULL;

	for (size_t i = 0; i < a->version_count; i++)
		if (!most || a->versions[i].boots > most->boots)
			most = &a->versions[i];
	return most;
}

size_t agreement_missing(const struct agreement *a)
{
	const struct version *most = most_frequent((struct agreement *)a);
	size_t expected = (most ? most->boots : 0) + a->running;

	if (a->accepted || a->booted == BATCH_BOOTS_MAX)
		return 0;
	return expected < a->needed ? a->needed - expected : 0;
}

bool agreement_add(struct agreement *a, struct agent_output *output)
{
	struct version *version = a->versions;
	struct version *end = version + a->version_count;

	while (version < end && !agent_output_equal(version->output, output))
		version++;
	if (version < end) {
		agent_output_free(output);
	} else {
		version->output = output;
		a->version_count++;
	}
	version->boots++;
	a->accepted = version->boots >= a->needed;
	return a->accepted;
}

struct agent_output *agreement_accept(struct agreement *a, double now,
				      struct effort *effort)
{
	struct version *version = most_frequent(a);
	struct agent_output *output = version->output;

	*effort = (struct effort){
		.wall_s = now - a->started,
		.boots = a->booted,
		.differed = a->booted - version->boots,
	};
	version->output = NULL;
	agreement_free(a);
	return output;
}

bool agreement_failed(const struct agreement *a)
{
	return !a->accepted && a->booted == BATCH_BOOTS_MAX && !a->running;
}

void agreement_free(struct agreement *a)
{
	for (size_t i = 0; i < a->version_count; i++)
		agent_output_free(a->versions[i].output);
	a->version_count = 0;
}
