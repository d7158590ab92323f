// SPDX-License-Identifier: GPL-2.0-only
/* Computing scales. */
#include "report/svg_scale.h"

#include <math.h>

/* The distance of ticks: 1, 2 or 5 times a power of ten, about 5 of them. */
static double step_of(const struct scale *scale)
{
	double rough = (scale->high - scale->low) / 5;
	double power = pow(10, floor(log10(rough)));
	double digit = rough / power;

	return power * (digit < 1.5 ? 1 : digit < 3 ? 2 : digit < 7 ? 5 : 10);
}

static void round_log(struct scale *scale)
{
	if (!(scale->low > 0))
		scale->low = scale->high > 1 ? 1 : scale->high / 10;
	if (!(scale->low > 0))
		scale->low = 1;
	if (scale->high < scale->low * 10)
		scale->high = scale->low * 10;
	scale->low /= 1.3;
	scale->high *= 1.3;
}

void scale_round(struct scale *scale)
{
	double step;

	if (scale->log) {
		round_log(scale);
		return;
	}
	scale->low = fmin(scale->low, 0);
	scale->high = fmax(scale->high, 0);
	if (scale->high - scale->low <= 0)
		scale->high = scale->low + 1;
	step = step_of(scale);
	scale->low = floor(scale->low / step) * step;
	scale->high = ceil(scale->high / step) * step;
}

double scale_at(const struct scale *scale, double number)
{
	double low = scale->low, high = scale->high;

	if (scale->log) {
		number = log(fmax(number, low));
		low = log(low);
		high = log(high);
	}
	return scale->from +
	       (scale->to - scale->from) * (number - low) / (high - low);
}

/* Powers of ten, and two and five times them where there is room. */
static size_t log_ticks(const struct scale *scale, double ticks[TICKS_MAX])
{
	double decades = log10(scale->high / scale->low);
	double each = ceil(decades / 7);
	size_t count = 0;

	for (double e = floor(log10(scale->low)); count < TICKS_MAX;
	     e += each) {
		static const double digits[] = {1, 2, 5};

		if (pow(10, e) > scale->high)
			break;
		for (int i = 0; i < (decades < 2.2 ? 3 : 1); i++) {
			double tick = pow(10, e) * digits[i];

			if (tick >= scale->low && tick <= scale->high &&
			    count < TICKS_MAX)
				ticks[count++] = tick;
		}
	}
	return count;
}

size_t scale_ticks(const struct scale *scale, double ticks[TICKS_MAX])
{
	double step;
	size_t count = 0;

	if (scale->log)
		return log_ticks(scale, ticks);
	step = step_of(scale);
	for (double i = ceil(scale->low / step - 1e-9); count < TICKS_MAX;
	     i++) {
		if (i * step > scale->high + step * 1e-9)
			break;
		ticks[count++] = i * step;
	}
	return count;
}
