/* SPDX-License-Identifier: GPL-2.0-only */
/* What a history says of cells and the machine in sentences. */
#ifndef PRINT_HISTORY_NOTES_H
#define PRINT_HISTORY_NOTES_H

#include <stdio.h>

#include "judge/history.h"

/* How many cells changed, and which. */
void history_headline(const struct history *history, FILE *to);

/*
 * What cannot be seen in the list of changes: the machine, cells that drift or
 * wander, and values that were left out. One line for each kind.
 */
void history_notes(const struct history *history, FILE *to);

#endif
