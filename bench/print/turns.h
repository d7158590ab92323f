/* SPDX-License-Identifier: GPL-2.0-only */
/* Several threads in a venue whose CPUs take turns: no scaling. */
#ifndef PRINT_TURNS_H
#define PRINT_TURNS_H

#include <stdbool.h>

#include "result/result.h"

/* Whether a result has operations of several threads, on CPUs in turn. */
bool turns_in(const struct result *result);

/* Whether times of its cells may be shown along the number of threads. */
bool turns_scale(const struct result *result);

/* What an operation is then, for a @result with turns_in(); to be freed. */
char *turns_sentence(const struct result *result);

/* That no curve is drawn, as a sentence behind that one. */
#define TURNS_NO_CURVE                                                       \
	"So no curve over threads is drawn of it: venues host and kvm have " \
	"one."

#endif
