/* SPDX-License-Identifier: GPL-2.0-only */
/* Numbers and lists in sentences: rounded as a reader would say them. */
#ifndef PRINT_WORDS_H
#define PRINT_WORDS_H

#include <stddef.h>

/* Room for every number that these write. */
#define WORDS_MAX 64

/*
 * Write a share of @percent: "nothing" of 0, "under 0.1 %", "1.5 %", "43 %",
 * "1,234 %". NAN is "an unknown share".
 */
void words_percent(double percent, char text[WORDS_MAX]);

/* The same, but "0 %" of 0, in front of "longer". */
void words_longer(double percent, char text[WORDS_MAX]);

/* Write a time of @ns nanoseconds with two digits: "310 ns", "5.4 us". */
void words_time(double ns, char text[WORDS_MAX]);

/* Write a time that is not above @ns, with one digit. */
void words_time_least(double ns, char text[WORDS_MAX]);

/* Write a number with two digits: "1.5", "43", "1,200". */
void words_number(double number, char text[WORDS_MAX]);

/*
 * Append to the list @text of @size bytes the item @index of @count: "a", "a
 * and b", "a, b and c", where @last is the word before the last one.
 */
void words_list(char *text, size_t size, size_t index, size_t count,
		const char *last, const char *item);

#endif
