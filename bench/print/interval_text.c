// SPDX-License-Identifier: GPL-2.0-only
/* Rounding numbers to what is known of them. */
#include "print/interval_text.h"

#include <math.h>
#include <stdio.h>

#include "print/numbers.h"

#define NUMBER_MAX 48

/* The power of ten of the last digit that @half leaves. */
static int last_digit(double half)
{
	int place = (int)floor(log10(half));

	/* A first digit of 1 or 2 would be coarse alone. */
	return half / pow(10, place) < 2.95 ? place - 1 : place;
}

static void write_rounded(double value, int place, bool sign,
			  char text[NUMBER_MAX])
{
	double unit = pow(10, place);

	if (place >= 0)
		format_units(round(value / unit) * unit, sign, text,
			     NUMBER_MAX);
	else
		snprintf(text, NUMBER_MAX, sign ? "%+.*f" : "%.*f", -place,
			 value);
}

static bool is_known(const struct interval *interval)
{
	return isfinite(interval->high - interval->low) &&
	       interval->high > interval->low;
}

static double half_of(const struct interval *interval)
{
	return (interval->high - interval->low) / 2;
}

/* With two digits, if the interval is not known. */
static int place_of(const struct interval *interval)
{
	if (is_known(interval))
		return last_digit(half_of(interval));
	if (interval->value == 0 || !isfinite(interval->value))
		return 0;
	return (int)floor(log10(fabs(interval->value))) - 1;
}

void interval_value(const struct interval *interval, bool sign, char *text,
		    size_t size)
{
	char number[NUMBER_MAX];

	write_rounded(interval->value, place_of(interval), sign, number);
	snprintf(text, size, "%s%s", is_known(interval) ? "" : "~", number);
}

void interval_text(const struct interval *interval, bool sign, char *text,
		   size_t size)
{
	char value[NUMBER_MAX + 1], half[NUMBER_MAX];

	interval_value(interval, sign, value, sizeof(value));
	if (!is_known(interval)) {
		snprintf(text, size, "%s", value);
		return;
	}
	write_rounded(half_of(interval), place_of(interval), false, half);
	snprintf(text, size, "%s +-%s", value, half);
}

void interval_ends(const struct interval *interval, char *text, size_t size)
{
	char low[NUMBER_MAX], high[NUMBER_MAX];
	int place = place_of(interval);

	write_rounded(interval->low, place, false, low);
	write_rounded(interval->high, place, false, high);
	snprintf(text, size, "%s to %s %%", low, high);
}
