// SPDX-License-Identifier: GPL-2.0-only
/* Formatting numbers for tables. */
#include "print/numbers.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void format_units(double value, bool sign, char *text, size_t size)
{
	char digits[32];
	size_t length, n = 0;

	snprintf(digits, sizeof(digits), "%.0f", fabs(value));
	length = strlen(digits);
	if (value < 0 && strcmp(digits, "0") != 0)
		n += (size_t)snprintf(text + n, size - n, "-");
	else if (sign)
		n += (size_t)snprintf(text + n, size - n, "+");
	for (size_t i = 0; i < length && n + 2 < size; i++) {
		if (i && (length - i) % 3 == 0)
			text[n++] = ',';
		text[n++] = digits[i];
	}
	text[n] = '\0';
}

void format_rate(double value, char *text, size_t size)
{
	if (fabs(value) < 999.5)
		snprintf(text, size, "%.3g", value);
	else
		format_units(value, false, text, size);
}
