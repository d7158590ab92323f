// SPDX-License-Identifier: GPL-2.0-only
/* Options whose value is a percentage. */
#include "cmd/percent.h"

#include <math.h>
#include <stdlib.h>

#include "lib/exit.h"

double percent_parse_above_0(const char *option, const char *text, double limit,
			     const struct argp_state *state)
{
	char *end;
	double percent = strtod(text, &end);

	if (end != text && !*end && percent > 0 && percent < limit)
		return percent / 100;
	argp_failure(state, STATUS_BAD, 0,
		     "--%s cannot be '%s'; allowed: a percentage above 0 and "
		     "below %g",
		     option, text, limit);
	return 0;
}

double percent_parse(const char *option, const char *text, double limit,
		     const struct argp_state *state)
{
	char *end;
	double percent = strtod(text, &end);

	if (end != text && !*end && percent >= 0 && percent < limit)
		return percent / 100;
	if (isinf(limit))
		argp_failure(state, STATUS_BAD, 0,
			     "--%s cannot be '%s'; allowed: a percentage from "
			     "0",
			     option, text);
	else
		argp_failure(state, STATUS_BAD, 0,
			     "--%s cannot be '%s'; allowed: a percentage from "
			     "0 to below %g",
			     option, text, limit);
	return 0;
}
