// SPDX-License-Identifier: GPL-2.0-only
/* Tests of partial headers: the plan in them, and how two of them differ. */
#include "unit.h"

#include "run/partial_header.h"
#include "run/plan_source.h"

#define GOOD                                                                 \
	"{\"schema\":\"mnbench-partial/1\",\"venue\":\"icount\","            \
	"\"config_sha256\":\"0\",\"build\":{\"mnbench\":\"1\"},\"plan\":{"   \
	"\"name\":\"x\",\"text\":\"[plan]\\nsummary=a\\n[cells]\\nworkload=" \
	"munmap\\nmode=none\\n\",\"set\":[\"ops=7\"]}}"

static struct error error;

/*
 * GOOD with @json in place of the member at @path, as "plan.set"; NULL: without
 * it.
 */
static json_t *header_with(const char *path, const char *json)
{
	json_t *root = json_loads(GOOD, 0, NULL), *object = root;
	const char *dot = strchr(path, '.');
	json_t *value = json ? json_loads(json, JSON_DECODE_ANY, NULL) : NULL;

	assert_non_null(root);
	if (dot) {
		object = json_object_get(root, "plan");
		path = dot + 1;
	}
	if (value)
		json_object_set_new(object, path, value);
	else
		json_object_del(object, path);
	return root;
}

static void a_header_is_read(void **state)
{
	json_t *json = json_loads(GOOD, 0, NULL);
	struct partial_header header;
	struct plan *plan;

	(void)state;
	assert_int_equal(partial_header_read(&header, json, &error), 0);
	assert_string_equal(header.venue->name, "icount");
	assert_int_equal(header.set_count, 1);
	plan = plan_of_header(&header, &error);
	if (!plan)
		fail_msg("%s", error_text(&error));
	assert_string_equal(plan->name, "x");
	assert_int_equal(plan->count, 1);
	assert_int_equal(plan->cells[0].ops, 7);
	plan_free(plan);
	partial_header_free(&header);
	json_decref(json);
}

static void an_invalid_plan_is_refused(void **state)
{
	json_t *json = header_with("plan.text", "\"[cells]\\nmode=x\\n\"");
	struct partial_header header;

	(void)state;
	assert_int_equal(partial_header_read(&header, json, &error), 0);
	assert_null(plan_of_header(&header, &error));
	assert_contains(error_text(&error), "x:");
	partial_header_free(&header);
	json_decref(json);
}

static void headers_differ_both_ways(void **state)
{
	json_t *good = json_loads(GOOD, 0, NULL);
	json_t *fewer = header_with("config_sha256", NULL);
	json_t *version = header_with("build", "{\"mnbench\":\"2\"}");
	json_t *agent = header_with("build", "{\"agent_sha256\":\"2\"}");
	json_t *words = header_with("request", "{\"plan\":\"./x.ini\"}");

	(void)state;
	assert_null(partial_headers_differ(good, good));
	assert_string_equal(partial_headers_differ(good, fewer),
			    "config_sha256");
	assert_string_equal(partial_headers_differ(fewer, good),
			    "config_sha256");
	assert_null(partial_headers_differ(good, version));
	assert_string_equal(partial_headers_differ(good, agent), "build");
	assert_null(partial_headers_differ(good, words));
	assert_null(partial_headers_differ(words, good));
	json_decref(good);
	json_decref(fewer);
	json_decref(version);
	json_decref(agent);
	json_decref(words);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_header_is_read),
		cmocka_unit_test(an_invalid_plan_is_refused),
		cmocka_unit_test(headers_differ_both_ways),
	};

	return cmocka_run_group_tests_name("partial_header", tests, NULL, NULL);
}
