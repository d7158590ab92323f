// SPDX-License-Identifier: GPL-2.0-only
/*
 * Settling the numbers of section [plan]. The number of samples may be open:
 * then two other keys say how far it goes.
 */
#include "plan/plan_numbers.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "common/text.h"
#include "common/units.h"

#define UNTIL_DECIDED "until decided"

static size_t index_of(const char *name)
{
	size_t i = 0;

	while (strcmp(plan_keys[i].name, name) != 0)
		i++;
	return i;
}

static const struct given *given_for(const struct plan_file *file,
				     const char *name)
{
	return &file->plan_keys[index_of(name)];
}

/* @or_else: what else is allowed, for a message. */
static int parse(const struct plan_file *file, const char *name,
		 uint64_t *number, const char *or_else, struct error *error)
{
	const struct plan_key *key = &plan_keys[index_of(name)];
	const struct given *given = given_for(file, name);
	const char *text = given->text ? given->text : key->initial;
	char shown[TEXT_SHORT_MAX];

	if (units_parse(text, no_units, number) && *number >= key->min &&
	    *number <= key->max)
		return 0;
	return plan_error(file, given->line, error, name,
			  "cannot be '%s'; allowed: a number from %" PRIu64
			  " to %" PRIu64 "%s",
			  text_shorten(shown, text), key->min, key->max,
			  or_else);
}

static int settle_looks(struct plan *plan, const struct plan_file *file,
			struct error *error)
{
	const struct given *looks = given_for(file, "looks");
	const struct given *most = given_for(file, "samples_max");
	const char *key = looks->text ? "looks" : "samples_max";
	unsigned int line = looks->text  ? looks->line
			    : most->text ? most->line
					 : given_for(file, "samples")->line;

	if (parse(file, "samples_max", &plan->samples, "", error) ||
	    parse(file, "looks", &plan->looks, "", error))
		return -1;
	if (plan->samples / plan->looks >= PLAN_SAMPLES_PER_LOOK)
		return 0;
	return plan_error(file, line, error, key,
			  "does not fit: %" PRIu64 " looks at %" PRIu64
			  " samples; allowed: at least %d samples for each "
			  "look",
			  plan->looks, plan->samples, PLAN_SAMPLES_PER_LOOK);
}

/*
 * A key that has no effect is a mistake, unless --set replaced the samples of
 * the plan that has the key.
 */
static int check_unused(const struct plan_file *file, struct error *error)
{
	static const char *const names[] = {"samples_max", "looks"};
	const struct given *samples = given_for(file, "samples");
	bool replaced = samples->text && samples->line == 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const struct given *given = given_for(file, names[i]);

		if (given->text && (given->line == 0 || !replaced))
			return plan_error(file, given->line, error, names[i],
					  "needs samples = " UNTIL_DECIDED);
	}
	return 0;
}

static int settle_samples(struct plan *plan, const struct plan_file *file,
			  struct error *error)
{
	const struct given *samples = given_for(file, "samples");

	plan->samples_line = samples->line;
	if (samples->text && strcmp(samples->text, UNTIL_DECIDED) == 0)
		return settle_looks(plan, file, error);
	plan->looks = 0;
	if (parse(file, "samples", &plan->samples, ", or '" UNTIL_DECIDED "'",
		  error))
		return -1;
	return check_unused(file, error);
}

int plan_numbers_settle(struct plan *plan, const struct plan_file *file,
			struct error *error)
{
	if (parse(file, "seed", &plan->seed, "", error) ||
	    settle_samples(plan, file, error) ||
	    parse(file, "batch_cells", &plan->batch_cells, "", error) ||
	    parse(file, "memory_mb", &plan->memory_mb, "", error))
		return -1;
	return 0;
}
