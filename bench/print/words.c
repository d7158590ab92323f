// SPDX-License-Identifier: GPL-2.0-only
/* Writing numbers and lists as parts of sentences. */
#include "print/words.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "print/numbers.h"

/* Round to two digits; a number below 1 is not made longer than that. */
static double two_digits(double number)
{
	double scale;

	if (number == 0 || !isfinite(number))
		return number;
	scale = pow(10, floor(log10(fabs(number))) - 1);
	return round(number / scale) * scale;
}

void words_number(double number, char text[WORDS_MAX])
{
	double rounded = two_digits(number);

	if (fabs(rounded) < 10)
		snprintf(text, WORDS_MAX, "%.2g", rounded);
	else
		format_units(rounded, false, text, WORDS_MAX);
}

void words_percent(double percent, char text[WORDS_MAX])
{
	char number[WORDS_MAX / 2];

	if (isnan(percent)) {
		snprintf(text, WORDS_MAX, "an unknown share");
	} else if (percent == 0) {
		snprintf(text, WORDS_MAX, "nothing");
	} else if (fabs(percent) < 0.05) {
		snprintf(text, WORDS_MAX, "%sunder 0.1 %%",
			 percent < 0 ? "minus " : "");
	} else if (fabs(percent) < 9.95) {
		snprintf(text, WORDS_MAX, "%.1f %%", percent);
	} else {
		format_units(percent, false, number, sizeof(number));
		snprintf(text, WORDS_MAX, "%s %%", number);
	}
}

void words_longer(double percent, char text[WORDS_MAX])
{
	if (percent == 0)
		snprintf(text, WORDS_MAX, "0 %%");
	else
		words_percent(percent, text);
}

void words_time(double ns, char text[WORDS_MAX])
{
	static const struct {
		const char *name;
		double ns;
	} units[] = {{"s", 1e9}, {"ms", 1e6}, {"us", 1e3}, {"ns", 1}};
	size_t last = sizeof(units) / sizeof(units[0]) - 1, i = 0;
	double rounded = two_digits(ns);
	char number[WORDS_MAX];

	while (i < last && fabs(rounded) < units[i].ns)
		i++;
	words_number(rounded / units[i].ns, number);
	snprintf(text, WORDS_MAX, "%.*s %s", WORDS_MAX - 4, number,
		 units[i].name);
}

void words_time_least(double ns, char text[WORDS_MAX])
{
	double unit = ns > 0 ? pow(10, floor(log10(ns))) : 1;

	words_time(floor(ns / unit) * unit, text);
}

void words_list(char *text, size_t size, size_t index, size_t count,
		const char *last, const char *item)
{
	size_t length = strlen(text);

	if (index == 0)
		snprintf(text, size, "%s", item);
	else if (index + 1 == count)
		snprintf(text + length, size - length, " %s %s", last, item);
	else
		snprintf(text + length, size - length, ", %s", item);
}
