// SPDX-License-Identifier: GPL-2.0-only
/* The search for stale pages: each page of the device is one of the CPU. */
#include <errno.h>
#include <stdlib.h>

#include "agent/client.h"
#include "ktap.h"
#include "suites.h"

/* A page that the device holds, whatever its rights. */
static void expect_same_page(int fd, uintptr_t addr, uint8_t rights)
{
	uint64_t cpu, dev;

	(void)rights;
	EXPECT(!cpu_peek(addr, &cpu, sizeof(cpu)),
	       "the device holds %#lx, the CPU cannot read it", addr);
	EXPECT_OK(device_read(fd, addr, &dev, sizeof(dev),
			      MNBENCH_COMMAND_NOFAULT));
	EXPECT(dev == cpu, "stale page at %#lx: device %lu, CPU %lu", addr,
	       (unsigned long)dev, (unsigned long)cpu);
}

/* A page that the device holds with these rights. */
static void expect_cpu_page(int fd, uintptr_t addr, uint8_t rights)
{
	/*
	 * A value that no page had before, so that an old page is recognized.
	 */
	static uint64_t stamp = 1000000;
	uint64_t cpu, dev;
	int ret;

	EXPECT(!cpu_read(addr, &cpu, sizeof(cpu)),
	       "the device holds %#lx, the CPU cannot read it", addr);
	stamp++;
	ret = cpu_write(addr + 8, &stamp, sizeof(stamp));
	EXPECT(!ret || rights != MNBENCH_PAGE_WRITE,
	       "the device may write %#lx, the CPU may not", addr);
	EXPECT_OK(cpu_read(addr + 8, &cpu, sizeof(cpu)));
	ret = device_read(fd, addr + 8, &dev, sizeof(dev),
			  MNBENCH_COMMAND_NOFAULT);
	if (ret == -ENOENT)
		return; /* the write took it away */
	EXPECT(!ret, "device_read %#lx: %d", addr, ret);
	EXPECT(dev == cpu, "stale page at %#lx: device %lu, CPU %lu", addr,
	       (unsigned long)dev, (unsigned long)cpu);
}

static void for_each_device_page(int fd, uintptr_t start, size_t size,
				 void (*expect)(int fd, uintptr_t addr,
						uint8_t rights))
{
	size_t pages = size / PAGE_BYTES;
	uint8_t *states = calloc(pages, 1);

	EXPECT(states, "out of memory");
	EXPECT_OK(device_snapshot(fd, start, size, states));
	for (size_t i = 0; i < pages; i++)
		if (states[i] != MNBENCH_PAGE_ABSENT)
			expect(fd, start + i * PAGE_BYTES, states[i]);
	free(states);
}

void expect_no_stale_page(int fd, uintptr_t start, size_t size)
{
	for_each_device_page(fd, start, size, expect_cpu_page);
}

void expect_no_other_page(int fd, uintptr_t start, size_t size)
{
	for_each_device_page(fd, start, size, expect_same_page);
}
