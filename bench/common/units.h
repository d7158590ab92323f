/* SPDX-License-Identifier: GPL-2.0-only */
/* Numbers with units, as plans write them: "64K", "5us". */
#ifndef UNITS_H
#define UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct unit {
	const char *suffix; /* NULL: the number itself, last in a list */
	uint64_t factor;
};

extern const struct unit size_units[]; /* bytes; K, M, G, T: powers of 1024 */
extern const struct unit time_units[]; /* nanoseconds; ns, us, ms, s */
extern const struct unit no_units[];

#define KiB (UINT64_C(1) << 10)
#define MiB (UINT64_C(1) << 20)
#define GiB (UINT64_C(1) << 30)
#define TiB (UINT64_C(1) << 40)

/*
 * Parse decimal digits and at most one of @units. Returns false for anything
 * else: a sign, a blank, or a number that does not fit 64 bits.
 */
bool units_parse(const char *text, const struct unit *units, uint64_t *number);

/* Write @number without loss, in the largest of @units that divides it. */
void units_format(uint64_t number, const struct unit *units, char *text,
		  size_t size);

/* Room for every text that units_format() writes. */
#define UNITS_TEXT_MAX 24

#endif
