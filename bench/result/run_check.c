// SPDX-License-Identifier: GPL-2.0-only
/*
 * Checks of what results, references and partial results say about their run.
 */
#include "result/run_check.h"

#include <stdio.h>
#include <string.h>

#include "plan/plan.h"
#include "plan/venue.h"
#include "result/json_check.h"

static int check_text(const json_t *value, const char *path,
		      struct error *error)
{
	return json_is_string(value)
		       ? 0
		       : json_refuse(value, path, "a text", error);
}

static int refuse_venue(const json_t *value, struct error *error)
{
	char names[128] = "";
	size_t n = 0;

	for (const struct venue *v = venues; v->name && n < sizeof(names); v++)
		n += (size_t)snprintf(names + n, sizeof(names) - n, "%s%s",
				      n ? ", " : "", v->name);
	return json_refuse(value, "venue", names, error);
}

int run_check_venue(const json_t *root, struct error *error)
{
	const json_t *name = json_object_get(root, "venue");
	const json_t *unit = json_object_get(root, "unit");
	const struct venue *venue = NULL;

	if (json_is_string(name))
		venue = venue_find(json_string_value(name));
	if (!venue)
		return refuse_venue(name, error);
	if (!json_is_string(unit) ||
	    strcmp(json_string_value(unit), venue->unit) != 0)
		return json_refuse(unit, "unit",
				   json_path("%s, the unit of venue %s",
					     venue->unit, venue->name)
					   .text,
				   error);
	return 0;
}

/* The name is that of a file, without folders. */
static int check_plan_name(const json_t *name, struct error *error)
{
	const char *text = json_string_value(name);

	if (!text || !text[0] || strchr(text, '/'))
		return json_refuse(name, "plan.name",
				   "the name of a plan, without '/'", error);
	return 0;
}

static int check_set(const json_t *set, struct error *error)
{
	json_t *pair;
	size_t i;

	if (!json_is_array(set))
		return json_refuse(set, "plan.set", "a list of texts", error);
	json_array_foreach(set, i, pair)
		if (check_text(pair, json_path("plan.set[%zu]", i).text, error))
			return -1;
	return 0;
}

/* A number of the [plan] section, in the range that a plan may give it. */
static int check_plan_number(const json_t *plan, const char *name, bool whole,
			     struct error *error)
{
	const json_t *value = json_object_get(plan, name);
	const struct plan_key *key = plan_keys;

	if (!value && !whole)
		return 0;
	while (strcmp(key->name, name) != 0)
		key++;
	return json_check_integer(value, json_path("plan.%s", name).text,
				  (json_int_t)key->min, (json_int_t)key->max,
				  error);
}

int run_check_plan(const json_t *root, bool whole, struct error *error)
{
	static const char *const numbers[] = {"seed", "samples", "batch_cells"};
	const json_t *plan = json_object_get(root, "plan");
	const json_t *text = json_object_get(plan, "text");
	const json_t *set = json_object_get(plan, "set");

	if (check_plan_name(json_object_get(plan, "name"), error) ||
	    ((text || whole) && check_text(text, "plan.text", error)) ||
	    ((set || whole) && check_set(set, error)))
		return -1;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		if (check_plan_number(plan, numbers[i], whole, error))
			return -1;
	return check_plan_number(plan, "looks", false, error);
}

int run_check_kernel(const json_t *object, const char *path,
		     struct error *error)
{
	const json_t *kernel = json_object_get(object, "kernel");
	struct json_path at = json_member(path, "kernel");
	struct json_path release = json_member(at.text, "release");

	if (!json_is_object(kernel))
		return json_refuse(kernel, at.text, "an object", error);
	return check_text(json_object_get(kernel, "release"), release.text,
			  error);
}

int run_check_log(const json_t *object, const char *path, struct error *error)
{
	const json_t *log = json_object_get(object, "log");
	const json_t *tainted = json_object_get(object, "tainted");
	struct json_path at = json_member(path, "log");
	json_t *line;
	size_t i;

	if (log && !json_is_array(log))
		return json_refuse(log, at.text, "a list of texts", error);
	json_array_foreach(log, i, line)
		if (check_text(line, json_path("%s[%zu]", at.text, i).text,
			       error))
			return -1;
	if (!tainted || json_is_null(tainted))
		return 0;
	return json_check_integer(tainted, json_member(path, "tainted").text, 0,
				  AMOUNT_MAX, error);
}

/* The two arguments with which vm/side.sh prepares the kernel, or null. */
static int check_prepare(const json_t *prepare, const char *path,
			 struct error *error)
{
	if (!prepare || json_is_null(prepare))
		return 0;
	if (json_array_size(prepare) == 2 &&
	    json_is_string(json_array_get(prepare, 0)) &&
	    json_is_string(json_array_get(prepare, 1)))
		return 0;
	return json_refuse(prepare, path, "a list of two texts, or null",
			   error);
}

int run_check_request(const json_t *object, const char *path,
		      struct error *error)
{
	static const char *const names[] = {"plan", "kernel"};
	const json_t *request = json_object_get(object, "request");
	struct json_path at = json_member(path, "request");

	if (!request)
		return 0;
	if (!json_is_object(request))
		return json_refuse(request, at.text, "an object", error);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		const json_t *name = json_object_get(request, names[i]);

		if (!json_is_string(name) && !json_is_null(name))
			return json_refuse(name,
					   json_member(at.text, names[i]).text,
					   "a text or null", error);
	}
	return check_prepare(json_object_get(request, "prepare"),
			     json_member(at.text, "prepare").text, error);
}
