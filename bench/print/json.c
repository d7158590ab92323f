// SPDX-License-Identifier: GPL-2.0-only
/* Printing JSON for other programs. */
#include "print/json.h"

#include <math.h>

json_t *json_number_or_null(double value)
{
	return isfinite(value) ? json_real(value) : json_null();
}

int json_print(json_t *value, FILE *to, struct error *error)
{
	int ret = value ? json_dumpf(value, to, JSON_INDENT(1)) : -1;

	json_decref(value);
	if (ret)
		return error_set(error, "cannot print JSON: out of memory");
	fputc('\n', to);
	return 0;
}
