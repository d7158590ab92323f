// SPDX-License-Identifier: GPL-2.0-only
/* Reading the architecture of a result. */
#include "result/architecture.h"

#include <string.h>

const char *result_architecture(const struct result *run)
{
	const json_t *kernel = json_object_get(
		json_object_get(run->root, "environment"), "kernel");
	const char *machine =
		json_string_value(json_object_get(kernel, "machine"));

	if (!machine || !*machine)
		return "x86_64";
	return strcmp(machine, "aarch64") == 0 ? "arm64" : machine;
}

int result_check_architectures(const struct result *a, const struct result *b,
			       const char *option, struct error *error)
{
	const char *x = result_architecture(a), *y = result_architecture(b);

	if (strcmp(x, y) == 0)
		return 0;
	return error_set(error,
			 "%s is of %s, %s of %s: an instruction of one is not "
			 "one of the other; %s",
			 a->path, x, b->path, y, option);
}
