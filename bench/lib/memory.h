/* SPDX-License-Identifier: GPL-2.0-only */
/* Memory that must be there: these end the program if it is not. */
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>

/* Zeroed; never NULL, also for nothing. */
void *must_alloc(size_t count, size_t size);
char *must_printf(const char *format, ...)
	__attribute__((format(printf, 1, 2), nonnull(1)));

#endif
