// SPDX-License-Identifier: GPL-2.0-only
/* Numbers with units, as plans write them: "64K", "5us". */
#include "common/units.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

/* The largest unit comes first: formatting takes the first that divides. */
const struct unit size_units[] = {
	{"T", TiB}, {"G", GiB}, {"M", MiB}, {"K", KiB}, {NULL, 1}};
const struct unit time_units[] = {
	{"s", 1000000000}, {"ms", 1000000}, {"us", 1000}, {"ns", 1}, {NULL, 1}};
const struct unit no_units[] = {{NULL, 1}};

bool units_parse(const char *text, const struct unit *units, uint64_t *number)
{
	const char *at = text;
	uint64_t n = 0;

	for (; *at >= '0' && *at <= '9'; at++)
		if (__builtin_mul_overflow(n, 10, &n) ||
		    __builtin_add_overflow(n, (uint64_t)(*at - '0'), &n))
			return false;
	if (at == text)
		return false;
	while (units->suffix && strcmp(units->suffix, at) != 0)
		units++;
	if (!units->suffix && *at)
		return false;
	return !__builtin_mul_overflow(n, units->factor, number);
}

void units_format(uint64_t number, const struct unit *units, char *text,
		  size_t size)
{
	while (units->suffix && (number == 0 || number % units->factor))
		units++;
	snprintf(text, size, "%" PRIu64 "%s", number / units->factor,
		 units->suffix ? units->suffix : "");
}
