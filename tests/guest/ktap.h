/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Tests in the kernel's TAP format, one process each:
 *
 *	static void reads_back(void)
 *	{
 *		EXPECT(value() == 1, "value is %d", value());
 *	}
 *	static const struct test tests[] = { { "reads back", reads_back }, ...
 *}; ktap_run("suite", tests, count);
 */
#ifndef KTAP_H
#define KTAP_H

#include <stddef.h>

struct test {
	const char *name;
	void (*run)(void);
};

/* Fail this test and end its process. */
void ktap_fail(const char *file, int line, const char *format, ...)
	__attribute__((format(printf, 3, 4), noreturn));

#define EXPECT(condition, ...)                                      \
	do {                                                        \
		if (!(condition))                                   \
			ktap_fail(__FILE__, __LINE__, __VA_ARGS__); \
	} while (0)

/* A call that must return 0; negative values are -errno. */
#define EXPECT_OK(call)                                   \
	do {                                              \
		int ret_ = (call);                        \
		EXPECT(ret_ == 0, "%s: %d", #call, ret_); \
	} while (0)

/* A call that must return exactly this. */
#define EXPECT_RETURN(call, expected)                                       \
	do {                                                                \
		long ret_ = (call);                                         \
		EXPECT(ret_ == (expected), "%s: %ld, not %ld", #call, ret_, \
		       (long)(expected));                                   \
	} while (0)

/*
 * Run @run in a separate process, which must end within a minute of the
 * guest's clock, or what ktap_slow_down() made of it, and print the result in
 * one line with this name.
 */
void ktap_test(const char *name, void (*run)(const void *data),
	       const void *data);

/* Give the following tests so many times the time. */
void ktap_slow_down(unsigned int factor);

/*
 * Of the following tests, run only each @shards-th one, from number @shard on,
 * which counts from 1 to @shards. Other guests run the others.
 */
void ktap_shard(unsigned int shard, unsigned int shards);

void ktap_run(const char *suite, const struct test *tests, size_t count);

/* Print the plan of all tests that ran. Returns how many failed. */
int ktap_finish(void);

#endif
