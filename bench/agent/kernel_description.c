// SPDX-License-Identifier: GPL-2.0-only
/* Describing the kernel that the agent runs on. */
#include "agent/kernel_description.h"

#include <inttypes.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "agent/clock.h"
#include "agent/json.h"
#include "common/setting.h"

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

/* "always madvise [never]": the chosen word is in brackets. */
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

/* The value of the line "KEY<tabs>: VALUE" in a file, or "absent". */
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

/* On arm64 a CPU has no name, but numbers of who made it and of what. */
static void read_cpu(char *cpu, size_t size)
{
#ifdef __aarch64__
	char implementer[32], part[32];

	read_field("/proc/cpuinfo", "CPU implementer", implementer,
		   sizeof(implementer));
	read_field("/proc/cpuinfo", "CPU part", part, sizeof(part));
	snprintf(cpu, size, "implementer %s, part %s", implementer, part);
#else
	read_field("/proc/cpuinfo", "model name", cpu, size);
#endif
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

/*
 * What reading the clock costs: the median difference of two readings in a row.
 */
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
	json_write_string(out, text);
}

/* Times depend on them; exact figures do not. */
static void describe_settings(FILE *out)
{
	const struct setting *setting;
	char value[SETTING_VALUE_MAX];

	fprintf(out, ",\"settings\":{");
	for (size_t i = 0; (setting = setting_at(i)); i++) {
		setting_read(setting, "", value);
		fprintf(out, "%s\"%s\":", i ? "," : "", setting->name);
		json_write_string(out, value);
	}
	fprintf(out, "}");
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
	read_cpu(text, sizeof(text));
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
		describe_settings(out);
	}
	fprintf(out, ",\"clock_ns\":%" PRIu64 "}\n", clock_cost());
	fflush(out);
}
