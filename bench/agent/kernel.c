// SPDX-License-Identifier: GPL-2.0-only
#include "agent/kernel.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/membarrier.h>
#include <sched.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "agent/clock.h"
#include "agent/json.h"

/*
 * An RCU grace period ends with a timer tick of some CPU; that of this one may come
 * just after. It would be in each operation, or in none, by how the ticks of the CPUs
 * met at boot: let it pass.
 */
#define QUIET_NS 50000

#define TAINT_OUT_OF_TREE (1UL << 12)
#define TAINT_UNSIGNED    (1UL << 13)
#define TAINT_TEST        (1UL << 18)

/* The first line of a file, or "absent". */
static void read_line(const char *path, char *line, size_t size)
{
	FILE *f = fopen(path, "re");

	if (!f || !fgets(line, size, f))
		snprintf(line, size, "absent");
	if (f)
		fclose(f);
	line[strcspn(line, "\n")] = '\0';
}

/* "always madvise [never]": the word in brackets is the one chosen. */
static void read_choice(const char *path, char *line, size_t size)
{
	char *open, *close;

	read_line(path, line, size);
	open = strchr(line, '[');
	close = open ? strchr(open, ']') : NULL;
	if (!close)
		return;
	*close = '\0';
	memmove(line, open + 1, strlen(open + 1) + 1);
}

/* The value behind "key<tabs>: " in a file of such lines, or "absent". */
static void read_field(const char *path, const char *key, char *value,
		       size_t size)
{
	char line[512];
	FILE *f = fopen(path, "re");

	snprintf(value, size, "absent");
	while (f && fgets(line, sizeof(line), f)) {
		char *colon = strchr(line, ':');

		if (!colon || strncmp(line, key, strlen(key)))
			continue;
		colon += 1 + strspn(colon + 1, " \t");
		colon[strcspn(colon, "\n")] = '\0';
		snprintf(value, size, "%s", colon);
		break;
	}
	if (f)
		fclose(f);
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/* The ruler of the timed part: the median of two readings in a row. */
static uint64_t clock_cost(void)
{
	enum { READINGS = 101 };
	uint64_t ns[READINGS];

	for (int i = 0; i < READINGS; i++) {
		uint64_t begin = clock_ns();

		ns[i] = clock_ns() - begin;
	}
	qsort(ns, READINGS, sizeof(ns[0]), by_value);
	return ns[READINGS / 2];
}

static void member(FILE *out, const char *name, const char *text)
{
	fprintf(out, ",\"%s\":", name);
	quote_json(out, text);
}

void kernel_describe(FILE *out, bool timed)
{
	static const struct {
		const char *name, *path;
	} knobs[] = {
		{"thp", "/sys/kernel/mm/transparent_hugepage/enabled"},
		{"lru_gen", "/sys/kernel/mm/lru_gen/enabled"},
		{"numa_balancing", "/proc/sys/kernel/numa_balancing"},
		{"ksm", "/sys/kernel/mm/ksm/run"},
		{"clocksource", "/sys/devices/system/clocksource/clocksource0/"
				"current_clocksource"},
		{"cmdline", "/proc/cmdline"},
	};
	char text[1024];
	struct utsname name;

	uname(&name);
	fprintf(out, "{\"type\":\"kernel\"");
	member(out, "release", name.release);
	member(out, "version", name.version);
	member(out, "machine", name.machine);
	read_field("/proc/cpuinfo", "model name", text, sizeof(text));
	member(out, "cpu", text);
	read_field("/proc/meminfo", "MemTotal", text, sizeof(text));
	fprintf(out, ",\"cpus\":%ld,\"memory_kb\":%lu",
		sysconf(_SC_NPROCESSORS_ONLN), strtoul(text, NULL, 10));
	for (size_t i = 0; i < sizeof(knobs) / sizeof(knobs[0]); i++) {
		read_choice(knobs[i].path, text, sizeof(text));
		member(out, knobs[i].name, text);
	}
	if (timed) {
		read_line("/proc/sys/kernel/random/boot_id", text,
			  sizeof(text));
		member(out, "boot_id", text);
		member(out, "scheduler",
		       sched_getscheduler(0) == SCHED_FIFO ? "fifo" : "other");
	}
	fprintf(out, ",\"clock_ns\":%" PRIu64 "}\n", clock_cost());
	fflush(out);
}

static bool reports_defect(const char *record)
{
	static const char *const marks[] = {
		"WARNING:",
		"BUG:",
		"Oops",
		"general protection fault",
		"Call Trace:",
		"possible circular locking",
		"possible recursive locking",
		"inconsistent lock state",
		"blocked for more than",
		"soft lockup",
		"rcu_preempt detected",
		"rcu_sched detected",
		"segfault at",
		"Out of memory",
		"invoked oom-killer",
		"refcount_t:",
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (strstr(record, marks[i]))
			return true;
	return false;
}

int kernel_log_open(bool from_now_on)
{
	int log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (log >= 0 && from_now_on)
		lseek(log, 0, SEEK_END);
	return log;
}

int kernel_log_defects(FILE *out, int log)
{
	/* One read returns one record: "prio,seq,usec,flags;text\n". */
	char record[8192];
	int found = 0;
	ssize_t n;

	fputc('[', out);
	while (log >= 0 && (n = read(log, record, sizeof(record) - 1)) > 0) {
		char *text;

		record[n] = '\0';
		text = strchr(record, ';');
		text = text ? text + 1 : record;
		text[strcspn(text, "\n")] = '\0';
		if (!reports_defect(text))
			continue;
		if (found++)
			fputc(',', out);
		quote_json(out, text);
	}
	fputc(']', out);
	if (log >= 0)
		close(log);
	return found;
}

int kernel_quiesce(void)
{
	const struct timespec pause = {.tv_nsec = QUIET_NS};

	if (syscall(SYS_membarrier, MEMBARRIER_CMD_GLOBAL, 0, 0))
		return -errno;
	nanosleep(&pause, NULL);
	return 0;
}

void kernel_reset_pids(void)
{
	static const char last[] = "300";
	int fd = open("/proc/sys/kernel/ns_last_pid", O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return; /* without CONFIG_CHECKPOINT_RESTORE */
	if (write(fd, last, sizeof(last) - 1) != sizeof(last) - 1)
		perror("/proc/sys/kernel/ns_last_pid");
	close(fd);
}

unsigned long kernel_taint(void)
{
	char text[64];

	read_line("/proc/sys/kernel/tainted", text, sizeof(text));
	return strtoul(text, NULL, 10) &
	       ~(TAINT_OUT_OF_TREE | TAINT_UNSIGNED | TAINT_TEST);
}
