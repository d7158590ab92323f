/* SPDX-License-Identifier: GPL-2.0-only */
/* A history as text. */
#ifndef PRINT_HISTORY_H
#define PRINT_HISTORY_H

#include <stdio.h>

#include "judge/history.h"

void history_text(const struct history *history, FILE *to);

#endif
