// SPDX-License-Identifier: GPL-2.0-only
/* Finding the venue and the plan of a run. */
#include "run/request.h"

#include <string.h>

#include "lib/suite_dir.h"
#include "run/plan_source.h"
#include "run/prepared_kernel.h"

#define DEFAULT_VENUE "icount"
#define DEFAULT_PLAN  "default"

static const struct venue *find_venue(const char *name, struct error *error)
{
	const struct venue *venue = venue_find(name);

	if (venue)
		return venue;
	error_set(error, "unknown venue '%s'; allowed:", name);
	for (const struct venue *v = venues; v->name; v++)
		error_set(error, "%s%s %s", error->message,
			  v == venues ? "" : ",", v->name);
	return NULL;
}

int request_make(struct request *request, const struct run_options *options,
		 struct error *error)
{
	struct request *r = request;

	memset(r, 0, sizeof(*r));
	if (suite_dir_find(r->suite_dir, sizeof(r->suite_dir), error))
		return -1;
	r->venue = find_venue(options->venue ? options->venue : DEFAULT_VENUE,
			      error);
	if (!r->venue)
		return -1;
	r->plan =
		plan_of_name(r->suite_dir,
			     options->plan ? options->plan : DEFAULT_PLAN,
			     options->set, options->set_count, r->venue, error);
	if (!r->plan)
		return -1;
	r->batches = batches_cut(r->plan);
	return r->batches ? 0 : error_set(error, "out of memory");
}

/* A name as a text; null if there is none or it is no UTF-8. */
static json_t *name_json(const char *name)
{
	json_t *text = name ? json_string(name) : NULL;

	return text ? text : json_null();
}

/* Both arguments, or null. */
static json_t *prepare_json(const char *const prepare[2])
{
	return prepare[1] ? json_pack("[o, o]", name_json(prepare[0]),
				      name_json(prepare[1]))
			  : json_null();
}

/* What a run did to the machine belongs to the command that repeats it. */
static void add_text(json_t *request, const char *name, const char *text)
{
	if (request && text)
		json_object_set_new(request, name, name_json(text));
}

json_t *request_json(const struct request *request,
		     const struct run_options *options)
{
	const char *kernel = options->kernel;
	json_t *json;

	if (!kernel && !request->venue->runs_on_host)
		kernel = PREPARED_KERNEL_DEFAULT;
	json = json_pack("{s:o, s:o, s:o}", "plan",
			 name_json(options->plan ? options->plan
						 : DEFAULT_PLAN),
			 "kernel", name_json(kernel), "prepare",
			 prepare_json(options->prepare));
	add_text(json, "module", options->module);
	add_text(json, "settings", options->settings);
	return json;
}

void request_free(struct request *request)
{
	batches_free(request->batches);
	plan_free(request->plan);
}
