/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the cells of a comparison are called: by each key that varies among
 * them.
 */
#ifndef PRINT_COMPARE_LABEL_H
#define PRINT_COMPARE_LABEL_H

#include <stddef.h>

#include "judge/comparison.h"

#define COMPARE_LABEL_MAX 512

/* "munmap global far device_ns=5us"; "munmap global -> whole" of two modes. */
void compare_label(const struct comparison *c, const struct cell_pair *pair,
		   char *text, size_t size);

/* "munmap under global, far, device_ns=5us", for a sentence. */
void compare_phrase(const struct comparison *c, const struct cell_pair *pair,
		    char *text, size_t size);

/* "munmap far device_ns=5us": without the mode. */
void compare_place(const struct comparison *c, const struct cell_pair *pair,
		   char *text, size_t size);

#endif
