// SPDX-License-Identifier: GPL-2.0-only
/*
 * Fuzzer of result files and references, with all that show, validate, compare,
 * history and reference do with one in memory.
 */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "judge/comparison.h"
#include "judge/history.h"
#include "print/compare.h"
#include "print/compare_json.h"
#include "print/compare_mail.h"
#include "print/compare_markdown.h"
#include "print/history.h"
#include "print/history_csv.h"
#include "print/history_json.h"
#include "print/reproduce.h"
#include "print/result_csv.h"
#include "print/result_table.h"
#include "result/reference_make.h"
#include "result/result.h"
#include "result/store.h"
#include "result/validate.h"

static void show(const struct result *result)
{
	result_csv(result, false, fuzz_null());
	result_table(result, true, 100, fuzz_null());
	print_reproduce(result, 100, fuzz_null());
}

static void print(const struct comparison *c)
{
	json_t *json = compare_json(c);

	FUZZ_REQUIRE(json);
	compare_text(c, true, 80, fuzz_null());
	compare_markdown(c, "mnbench compare", false, fuzz_null());
	compare_mail(c, &c->options, fuzz_null());
	json_decref(json);
}

/* Compare two results: there must be a comparison or an error. */
static void compare(struct result *a, struct result *b, const char *mode)
{
	static const struct compare_options options = {
		.threshold = -1, .level = 0.05, .across = true};
	const struct side base = {.runs = &a, .count = 1, .mode = mode};
	const struct side fresh = {.runs = &b, .count = 1};
	struct error error = {0};
	struct comparison *c = comparison_make(&base, &fresh, &options, &error);

	if (c)
		print(c);
	else
		fuzz_check_error(&error);
	comparison_free(c);
}

static void follow(struct result *result)
{
	static const struct history_options options = {
		.by = "time", .threshold = -1, .level = 0.05};
	struct result *runs[] = {result, result};
	struct error error = {0};
	struct history *h = history_make(runs, 2, &options, &error);

	if (!h) {
		fuzz_check_error(&error);
		return;
	}
	history_text(h, fuzz_null());
	history_csv(h, fuzz_null());
	json_decref(history_json(h));
	history_free(h);
}

/* What is stored can be read again. */
static struct result *store_and_load(const json_t *root)
{
	struct error error = {0};
	struct result *result;
	char *text = NULL;
	size_t size = 0;
	FILE *file = open_memstream(&text, &size);

	FUZZ_REQUIRE(file && !store_print(root, file));
	fclose(file);
	result = result_or_reference_load(fuzz_file(1, text, size), &error);
	FUZZ_REQUIRE_NO_ERROR(result, &error);
	free(text);
	return result;
}

static void refer(struct result *result)
{
	struct error error = {0};
	json_t *root = reference_make(result->root, result->cells,
				      result->count, &error);
	struct result *reference;

	if (!root) {
		fuzz_check_error(&error);
		return;
	}
	reference = store_and_load(root);
	FUZZ_REQUIRE(reference->count == result->count);
	compare(reference, result, NULL);
	result_free(reference);
	json_decref(root);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct error error = {0};
	struct result *result =
		result_or_reference_load(fuzz_file(0, data, size), &error);

	if (!result) {
		fuzz_check_error(&error);
		return 0;
	}
	if (result_validate(result, &error))
		fuzz_check_error(&error);
	compare(result, result, NULL);
	compare(result, result, "global");
	if (!result->reference) {
		show(result);
		follow(result);
		refer(result);
	}
	result_free(result);
	return 0;
}
