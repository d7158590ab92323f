// SPDX-License-Identifier: GPL-2.0-only
/* What /proc/self/pagemap says of pages. */
#include "support/page_state.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

/* Entries that are read at once: a page of them, on the stack. */
#define ENTRIES 512

int not_done(struct activity *a, const char *undone)
{
	a->undone = undone;
	return -ENODATA;
}

int page_state_read(struct activity *a, uintptr_t start, size_t count,
		    uint64_t *entries)
{
	size_t size = count * sizeof(*entries);
	off_t offset = (off_t)(start / PAGE_BYTES * sizeof(*entries));
	ssize_t n;

	if (!a->page_map) {
		int fd = open("/proc/self/pagemap", O_RDONLY | O_CLOEXEC);

		if (fd < 0)
			return -errno;
		a->page_map = fd;
	}
	n = pread(a->page_map, entries, size, offset);
	if (n < 0)
		return -errno;
	return (size_t)n == size ? 0 : -EIO;
}

int target_expect_each(struct activity *a,
		       bool (*is_right)(void *data, size_t page,
					uint64_t entry),
		       void *data, const char *undone)
{
	size_t count = a->target_size / PAGE_BYTES;
	uint64_t entries[ENTRIES];
	bool all = true;

	for (size_t first = 0; first < count; first += ENTRIES) {
		size_t n = count - first < ENTRIES ? count - first : ENTRIES;
		int ret = page_state_read(a, a->target + first * PAGE_BYTES, n,
					  entries);

		if (ret)
			return ret;
		for (size_t i = 0; i < n; i++)
			if (!is_right(data, first + i, entries[i]))
				all = false;
	}
	return all ? 0 : not_done(a, undone);
}

struct bits {
	uint64_t mask, value;
};

static bool has_bits(void *data, size_t page, uint64_t entry)
{
	const struct bits *bits = data;

	(void)page;
	return (entry & bits->mask) == bits->value;
}

int target_expect(struct activity *a, uint64_t mask, uint64_t value,
		  const char *undone)
{
	struct bits bits = {mask, value};

	return target_expect_each(a, has_bits, &bits, undone);
}

int target_expect_discarded(struct activity *a)
{
	return target_expect(a, PAGE_PRESENT, 0, "the pages are still there");
}

int expect_unmapped(struct activity *a, uintptr_t start, size_t size)
{
	unsigned char resident[ENTRIES];

	for (size_t i = 0; i < size; i += ENTRIES * PAGE_BYTES) {
		size_t n = size - i;

		if (n > ENTRIES * PAGE_BYTES)
			n = ENTRIES * PAGE_BYTES;
		if (!mincore((void *)(start + i), n, resident))
			return not_done(a, "it is still mapped");
		if (errno != ENOMEM)
			return -errno;
	}
	return 0;
}

int target_expect_unmapped(struct activity *a)
{
	return expect_unmapped(a, a->target, a->target_size);
}
