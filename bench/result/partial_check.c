// SPDX-License-Identifier: GPL-2.0-only
/* Checking the lines of partial results before they are used. */
#include "result/partial_check.h"

#include <limits.h>
#include <stddef.h>

#include "plan/plan.h"
#include "result/json_check.h"
#include "result/run_check.h"

static int check_object(const json_t *holder, const char *name,
			struct error *error)
{
	const json_t *value = json_object_get(holder, name);

	return json_is_object(value)
		       ? 0
		       : json_refuse(value, name, "an object", error);
}

int partial_check_header(const json_t *header, json_int_t *count,
			 struct error *error)
{
	const json_t *batches = json_object_get(header, "batches");
	const json_t *config = json_object_get(header, "config_sha256");

	if (run_check_venue(header, error) ||
	    run_check_plan(header, true, error) ||
	    check_object(header, "build", error) ||
	    run_check_request(header, "", error) ||
	    json_check_integer(batches, "batches", 1,
			       PLAN_CELLS_MAX * PLAN_LOOKS_MAX, error))
		return -1;
	if (!json_is_string(config))
		return json_refuse(config, "config_sha256", "a text", error);
	*count = json_integer_value(batches);
	return 0;
}

static int check_effort(const json_t *effort, struct error *error)
{
	if (json_check_amount(json_object_get(effort, "wall_s"),
			      "effort.wall_s", error) ||
	    json_check_integer(json_object_get(effort, "boots"), "effort.boots",
			       0, INT_MAX, error))
		return -1;
	return json_check_integer(json_object_get(effort, "differed"),
				  "effort.differed", 0, INT_MAX, error);
}

/* By sample id, the agent's reason why the sample has no result. */
static int check_errors(const json_t *errors, struct error *error)
{
	const char *id;
	json_t *text;

	json_object_foreach((json_t *)errors, id, text)
		if (!json_is_string(text))
			return json_refuse(text, "a value in answers.errors",
					   "a text", error);
	return 0;
}

/* Missing members are an error only when the result is made. */
static int check_answers(const json_t *answers, struct error *error)
{
	static const char *const names[] = {"kernel", "end", "samples",
					    "errors"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const json_t *value = json_object_get(answers, names[i]);

		if (value && !json_is_object(value))
			return json_refuse(
				value, json_path("answers.%s", names[i]).text,
				"an object", error);
	}
	return check_errors(json_object_get(answers, "errors"), error);
}

int partial_check_batch(const json_t *batch, json_int_t count,
			struct error *error)
{
	const json_t *machine = json_object_get(batch, "machine");
	const json_t *qemu = json_object_get(machine, "qemu");

	if (json_check_integer(json_object_get(batch, "batch"), "batch", 0,
			       count - 1, error) ||
	    check_object(batch, "machine", error) ||
	    check_object(batch, "effort", error) ||
	    check_object(batch, "answers", error) ||
	    check_effort(json_object_get(batch, "effort"), error))
		return -1;
	if (!json_is_string(qemu))
		return json_refuse(qemu, "machine.qemu", "a text", error);
	return check_answers(json_object_get(batch, "answers"), error);
}
