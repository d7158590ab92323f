// SPDX-License-Identifier: GPL-2.0-only
/* Helpers that the test suites of the guest share. */
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/clock.h"
#include "common/modes.h"
#include "common/needs.h"
#include "ktap.h"
#include "suites.h"
#include "workload.h"

/*
 * The end of a process's addresses, with pages of 4 KiB, and where the last
 * buffer of attach_all_memory() begins. A buffer has at most 128 TiB.
 */
#ifdef __aarch64__
#define USER_END    (1UL << 48)
#define LAST_BUFFER (1UL << 47)
#else
#define USER_END    (1UL << 47)
#define LAST_BUFFER SPARE_BASE
#endif

struct cell test_cell(const char *workload, const char *mode)
{
	char line[256];
	struct error error = {0};
	struct cell cell;

	snprintf(line, sizeof(line),
		 "workload=%s mode=%s region_size=8M ops=4 warmup=1", workload,
		 mode);
	EXPECT(!cell_from_line(&cell, line, &error), "%s", error.message);
	return cell;
}

/* What a workload that sets the machine up may act on, in bytes. */
#define ACTIVITY_BYTES_MAX (512 * PAGE_BYTES)

bool is_in_matrix(const struct workload *workload)
{
	return workload->common || workload->everything ||
	       (workload->ages && !workload_needs(workload, need_find("swap")));
}

/* Whether a variable of the environment, "a,b,c,", has the word. */
static bool is_listed(const char *variable, const char *word)
{
	const char *value = getenv(variable);
	char list[1024], entry[CELL_NAME_MAX + 2];

	snprintf(list, sizeof(list), ",%s,", value ? value : "");
	snprintf(entry, sizeof(entry), ",%s,", word);
	return strstr(list, entry);
}

bool mode_is_available(const char *mode)
{
	return !is_listed("MNBENCH_UNSUPPORTED", mode);
}

/* The script that boots the guest knows what its kernel lacks. */
bool workload_is_available(const struct workload *workload)
{
	return !is_listed("MNBENCH_LACKING", workload->name);
}

bool file_system_is_available(const char *name)
{
	return !is_listed("MNBENCH_LACKING", name);
}

/* One of each kind of prediction. */
static const char *const always[] = {
	"munmap",     "munmap-holes", "mprotect", "mremap",
	"dontneed",   "fork",         "cow",      "migrate",
	"touch",      "msync",        "truncate", "populate",
	"move-pages", "remove",       "pageout",  NULL,
};

bool workload_is_asked_for(const struct workload *workload)
{
	const char *modes = getenv("MNBENCH_MODES");

	if (modes && !strcmp(modes, "all"))
		return true;
	for (size_t i = 0; always[i]; i++)
		if (!strcmp(always[i], workload->name))
			return true;
	return false;
}

int workload_begin(const struct workload *workload, struct machine *machine)
{
	int ret = 0;

	*machine = (struct machine){0};
	if (workload->machine_begin)
		ret = workload->machine_begin(machine, ACTIVITY_BYTES_MAX);
	if (ret)
		workload_end(workload, machine);
	return ret;
}

void workload_end(const struct workload *workload, struct machine *machine)
{
	if (workload->machine_end)
		workload->machine_end();
	machine_restore(machine);
}

void for_each_device_mode(const char *suite, const char *what,
			  void (*run)(const void *mode_name))
{
	const struct mode_info *mode;
	char name[256];

	for (size_t i = 0; (mode = mode_at(i)); i++) {
		if (!mode_has_callback(mode) || !mode_is_available(mode->name))
			continue;
		snprintf(name, sizeof(name), "%s: %s, %s", suite, what,
			 mode->name);
		ktap_test(name, run, mode->name);
	}
}

void attach_all_memory(int fd, const struct cell *cell)
{
	static const uintptr_t ends[TEST_BUFFERS] = {
		REGION_BASE,
		FAR_BASE,
		LAST_BUFFER,
		USER_END - PAGE_BYTES,
	};
	uintptr_t start = 0;

	EXPECT_OK(device_attach(fd, cell));
	for (size_t i = 0; i < TEST_BUFFERS; start = ends[i++])
		EXPECT_OK(device_register(fd, start, ends[i] - start));
}

int attached_as(const struct cell *cell)
{
	int fd = device_open();

	EXPECT(fd >= 0, "open: %d", fd);
	attach_all_memory(fd, cell);
	return fd;
}

int attached(const char *mode)
{
	struct cell cell = test_cell("munmap", mode);

	return attached_as(&cell);
}

void use_last_processor(void)
{
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(sysconf(_SC_NPROCESSORS_ONLN) - 1, &set);
	EXPECT_OK(sched_setaffinity(0, sizeof(set), &set));
}

void use_chunks(struct cell *cell, uint64_t size)
{
	const struct mode_info *mode = mode_find(cell->mode);

	if (!mode_has_chunks(mode))
		return;
	while (!mode_takes_chunk_size(mode, size))
		size *= 2;
	cell->chunk_size = size;
}

uint64_t intervals_that_stay(const char *mode)
{
	switch (mode_find(mode)->coverage) {
	case MODE_COVERS_BUFFERS:
		return TEST_BUFFERS;
	case MODE_COVERS_EVERYTHING:
		return 1; /* of `whole` */
	default:
		return 0;
	}
}

void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	EXPECT(fd >= 0 &&
		       write(fd, text, strlen(text)) == (ssize_t)strlen(text),
	       "%s: %d", path, errno);
	close(fd);
}

bool write_if_there(const char *path, const char *text)
{
	if (access(path, W_OK))
		return false;
	write_file(path, text);
	return true;
}

long smaps_kb(uintptr_t addr, const char *what)
{
	FILE *file = fopen("/proc/self/smaps", "re");
	char line[256], begin[32];
	bool inside = false;
	long kb = -1;

	EXPECT(file, "smaps: %d", errno);
	snprintf(begin, sizeof(begin), "%lx-", (unsigned long)addr);
	while (kb < 0 && fgets(line, sizeof(line), file)) {
		if (!strncmp(line, begin, strlen(begin)))
			inside = true;
		if (inside && !strncmp(line, what, strlen(what)))
			kb = atol(line + strlen(what));
	}
	fclose(file);
	return kb;
}

void pause_ms(unsigned int ms)
{
	struct timespec pause = {.tv_nsec = ms * 1000000L};

	EXPECT_OK(nanosleep(&pause, NULL));
}

static uint64_t read_clock(clockid_t clock)
{
	struct timespec t;

	EXPECT_OK(clock_gettime(clock, &t));
	return t.tv_sec * 1000000000UL + t.tv_nsec;
}

struct cost cost_now(void)
{
	return (struct cost){
		.time = clock_ns(),
		.cpu = read_clock(CLOCK_THREAD_CPUTIME_ID),
	};
}

struct cost cost_since(struct cost start)
{
	struct cost end = cost_now();

	return (struct cost){end.time - start.time, end.cpu - start.cpu};
}

void expect_time(const char *what, uint64_t ns, uint64_t low, uint64_t high)
{
	EXPECT(ns >= low && ns <= high, "%s took %lu us, not %lu to %lu", what,
	       (unsigned long)ns / 1000, (unsigned long)low / 1000,
	       (unsigned long)high / 1000);
}

struct mnbench_counters counters_of(int fd)
{
	struct mnbench_counters counters;

	EXPECT_OK(device_counters(fd, &counters, false));
	return counters;
}

void discard(uintptr_t addr, size_t pages)
{
	EXPECT_OK(madvise((void *)addr, pages * PAGE_BYTES, MADV_DONTNEED));
}

void map_numbered(uintptr_t addr, size_t pages)
{
	EXPECT_OK(map_area(addr, pages * PAGE_BYTES));
	for (size_t i = 0; i < pages; i++)
		*(uint64_t *)(addr + i * PAGE_BYTES) = i;
}
