// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: a process has the VMAs of a program. They are there with their
 * sizes and permissions, and the counters are as the oracle predicts.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "agent/measurement.h"
#include "agent/sample.h"
#include "cell_test.h"
#include "common/address_space.h"
#include "ktap.h"
#include "suites.h"

#define WORD "program@0123456789ab"

/* Neighbours that the kernel would merge, and files, shared and private. */
static const char program[] =
	"00400000-00402000 r-xp 00000000 fe:00 7 program\n"
	"00402000-00403000 r--p 00002000 fe:00 7 program\n"
	"00403000-00404000 rw-p 00002000 fe:00 7 program\n"
	"00404000-00406000 rw-p 00000000 00:00 0 [heap]\n"
	"00406000-00408000 rw-p 00000000 00:00 0\n"
	"00408000-0040a000 rw-p 00000000 00:00 0\n"
	"c000000000-c000400000 rw-p 00000000 00:00 0\n"
	"c000400000-c004000000 ---p 00000000 00:00 0\n"
	"555555554000-555555556000 r--p 00000000 00:00 0\n"
	"7f0000000000-7f0000002000 rw-s 00001000 00:01 9 shared\n"
	"7f0000002000-7f0000003000 r--s 00000000 fe:00 7 program\n"
	"7f0000003000-7f0000004000 r--s 00000000 00:00 0\n"
	"7f0000004000-7f0000005000 rwxp 00000000 00:00 0\n"
	"7ffffffde000-7ffffffff000 rw-p 00000000 00:00 0 [stack]\n";
#define VMAS   13
#define COPIED 6

/* What /proc/self/maps says of the VMA that begins at @start. */
static bool is_mapped(const struct space_vma *v)
{
	FILE *maps = fopen("/proc/self/maps", "re");
	char line[512], perms[5], want[5];
	bool found = false;
	uint64_t start, end;

	snprintf(want, sizeof(want), "%c%c%c%c", v->readable ? 'r' : '-',
		 v->writable ? 'w' : '-', v->executable ? 'x' : '-',
		 v->shared ? 's' : 'p');
	while (maps && !found && fgets(line, sizeof(line), maps))
		found = sscanf(line, "%" SCNx64 "-%" SCNx64 " %4s", &start,
			       &end, perms) == 3 &&
			start == v->start && end == v->end &&
			!strcmp(perms, want);
	if (maps)
		fclose(maps);
	return found;
}

/* Returns the number, 0 if that failed. */
static uint64_t read_program(void)
{
	struct error error;
	unsigned int line;
	uint64_t number;

	if (!address_space_number(WORD, &number) ||
	    address_space_read(address_space_at(number), program, &line,
			       &error))
		return 0;
	return number;
}

static void is_read(const void *unused)
{
	(void)unused;
	EXPECT(read_program(), "it is not");
}

static void vmas_are_there(const void *unused)
{
	struct cell cell = test_cell("fork", "none");
	struct layout layout;

	(void)unused;
	EXPECT(address_space_number(WORD, &cell.address_space), "no number");
	EXPECT_OK(layout_plan(&layout, &cell, workload_find("fork"), 0));
	EXPECT_OK(layout_map(&layout));
	EXPECT(layout.space->count == VMAS, "%zu VMAs", layout.space->count);
	EXPECT(layout.activity.program_count == COPIED, "%zu are copied",
	       layout.activity.program_count);
	for (size_t i = 0; i < layout.space->count; i++)
		EXPECT(is_mapped(&layout.space->vmas[i]), "VMA %zu", i);
}

static void one_that_is_not_known_fails(const void *unused)
{
	struct cell cell = test_cell("fork", "none");
	struct error error = {0};
	struct sample sample;

	(void)unused;
	EXPECT(address_space_number("gone@0123456789ab", &cell.address_space),
	       "no number");
	EXPECT(sample_measure(&sample, &cell, 0, NULL, &error), "no error");
	EXPECT(strstr(error.message, "cannot have the VMAs of gone@"), "%s",
	       error.message);
}

static void test_cells(const char *workload, uint64_t number)
{
	static const char *const modes[] = {"none", "global", "whole",
					    "chunked"};

	for (size_t i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		struct cell cell = test_cell(workload, modes[i]);

		cell.address_space = number;
		test_cell_of("address space", &cell);
	}
}

static void measure_line(const void *line)
{
	struct error error = {0};
	struct sample sample;
	struct cell cell;

	EXPECT(!cell_from_line(&cell, line, &error), "%s", error.message);
	use_last_processor();
	EXPECT(!sample_measure(&sample, &cell, 0, NULL, &error), "%s",
	       error.message);
	EXPECT(sample_agrees(&sample, &error), "%s", error.message);
	sample_free(&sample);
}

/* What ends a process takes all VMAs away; the reaper has a call for each. */
static void test_ends(const char *mode)
{
	static const char *const timed[] = {"exit", "exec", "reap"};

	for (size_t i = 0; i < sizeof(timed) / sizeof(timed[0]); i++) {
		char line[256], name[300];

		snprintf(line, sizeof(line),
			 "mode=%s workload=idle timed=%s region_size=8M ops=2 "
			 "warmup=1 address_space=" WORD,
			 mode, timed[i]);
		snprintf(name, sizeof(name), "address space: %s", line);
		ktap_test(name, measure_line, line);
	}
}

void suite_address_space(void)
{
	static const char *const workloads[] = {"fork",     "fork-vmas",
						"cow",      "soft-dirty",
						"munmap",   "mprotect",
						"dontneed", "mremap-inside"};
	uint64_t number;

	ktap_test("address space: it is read", is_read, NULL);
	number = read_program();
	ktap_test("address space: VMAs are there", vmas_are_there, NULL);
	ktap_test("address space: one that is not known fails",
		  one_that_is_not_known_fails, NULL);
	for (size_t i = 0; i < sizeof(workloads) / sizeof(workloads[0]); i++)
		test_cells(workloads[i], number);
	test_ends("global");
	test_ends("chunked");
}
