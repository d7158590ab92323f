/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the fuzzers share. A fuzzer is one source, fuzz_NAME.c, with the entry
 * function of libFuzzer. `make fuzz` links it with libFuzzer, `make check` with
 * replay.c, which only runs the inputs of tests/fuzz/corpus/NAME.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "lib/error.h"

/* The input of libFuzzer. Always returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * Return the path of a file in memory that holds @size bytes of @data. There
 * are two such files, @slot 0 and 1; the next call for a slot overwrites its
 * file.
 */
const char *fuzz_file(unsigned int slot, const void *data, size_t size);

/* Where output goes that nobody reads. */
FILE *fuzz_null(void);

/* Abort unless @error has a message, which can be printed. */
void fuzz_check_error(const struct error *error);

/* Abort with a message: the code under test has broken a promise. */
#define FUZZ_REQUIRE(condition)                                            \
	do {                                                               \
		if (!(condition))                                          \
			fuzz_broken(__FILE__, __LINE__, #condition, NULL); \
	} while (0)

/* The same, for a condition that must not have set @error. */
#define FUZZ_REQUIRE_NO_ERROR(condition, error)                             \
	do {                                                                \
		if (!(condition))                                           \
			fuzz_broken(__FILE__, __LINE__, #condition, error); \
	} while (0)

_Noreturn void fuzz_broken(const char *file, int line, const char *condition,
			   const struct error *error);

#endif
