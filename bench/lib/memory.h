/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Allocating memory for a program that cannot go on without it: these functions
 * end the program with a message if memory is exhausted.
 */
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>

/* Return zeroed memory for @count objects of @size bytes; never NULL. */
void *must_alloc(size_t count, size_t size);

/*
 * Change the size of @memory, which may be NULL, to @count objects of @size
 * bytes. What is added is not zeroed. Never returns NULL.
 */
void *must_resize(void *memory, size_t count, size_t size);

/* Return the formatted text, which the caller frees; never NULL. */
char *must_printf(const char *format, ...)
	__attribute__((format(printf, 1, 2), nonnull(1)));

#endif
