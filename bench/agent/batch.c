// SPDX-License-Identifier: GPL-2.0-only
/* Measuring a batch: all samples of one boot. */
#include "agent/batch.h"

#include <errno.h>
#include <inttypes.h>
#include <numa.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>

#include "agent/activity_memory.h"
#include "agent/allocator.h"
#include "agent/batch_line.h"
#include "agent/huge_pages.h"
#include "agent/init.h"
#include "agent/kernel.h"
#include "agent/kernel_description.h"
#include "agent/kernel_log.h"
#include "agent/output.h"
#include "agent/perf_counters.h"
#include "agent/sample_process.h"
#include "agent/space_lines.h"
#include "common/cell.h"
#include "common/measured_cpu.h"
#include "workload.h"

#define LINE_MAX_BYTES 4096

/*
 * Unload the module before a sample with module=absent, and load it afterwards.
 * Returns 0, or -1 with a message if that failed.
 */
static int set_module(const char *line, bool before, char *message, size_t size)
{
	int ret;

	if (!strstr(line, " module=absent"))
		return 0;
	ret = before ? guest_unload_module() : guest_load_module("");
	snprintf(message, size, "cannot %s the module: %s",
		 before ? "unload" : "load", strerror(-ret));
	return ret ? -1 : 0;
}

/*
 * On a kernel with other users: run before ordinary processes, if that is
 * allowed, and without huge pages, as in a guest. Samples inherit both.
 */
static void prepare_shared(void)
{
	const struct sched_param first = {.sched_priority = 1};

	sched_setscheduler(0, SCHED_FIFO, &first);
	prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
}

/* Let the workload change the machine for the time of its sample. */
static void run_on_changed(uint64_t id, char *line,
			   const struct workload *workload,
			   const struct cell *cell)
{
	size_t size = cell_activity_pages(cell) * PAGE_BYTES;
	struct machine machine = {0};
	char message[128];
	int ret = 0;

	if (workload->undisturbed)
		ret = machine_stop_damon(&machine);
	if (!ret && workload->machine_begin)
		ret = workload->machine_begin(&machine, size);
	if (ret) {
		snprintf(message, sizeof(message),
			 "workload %s cannot change the machine: %s",
			 workload->name, strerror(-ret));
		output_error(id, message);
	} else {
		sample_process(line, false);
	}
	if (workload->machine_end)
		workload->machine_end();
	machine_restore(&machine);
}

static void run_sample(uint64_t id, char *line)
{
	const struct workload *workload;
	struct machine machine = {0};
	struct cell cell;
	char message[128];
	int ret;

	/* The sample itself says what is wrong with its line. */
	if (batch_line_cell(line, &cell)) {
		sample_process(line, false);
		return;
	}
	workload = workload_find(cell.workload);
	ret = activity_memory_begin(&machine, &cell);
	if (ret) {
		snprintf(message, sizeof(message),
			 "this kernel cannot have the memory of the activity: "
			 "%s",
			 strerror(-ret));
		output_error(id, message);
	} else if (workload &&
		   (workload->machine_begin || workload->undisturbed)) {
		run_on_changed(id, line, workload, &cell);
	} else {
		sample_process(line, false);
	}
	machine_restore(&machine);
	activity_memory_end(&cell);
}

/* On a kernel that is the agent's own. */
static void start_own_sample(uint64_t id, char *line)
{
	char message[128];

	if (huge_pages_reserve(line, message, sizeof(message))) {
		output_error(id, message);
		return;
	}
	allocator_shrink();
	kernel_reset_pids();
	run_sample(id, line);
	huge_pages_release(line);
}

/* Returns -1 if the samples after this one could not be trusted. */
static int start_sample(char *line, const struct conditions *conditions)
{
	char message[128];
	uint64_t id = 0;

	batch_line_number(line, "id", &id);
	output_start(id);
	if (set_module(line, true, message, sizeof(message))) {
		output_error(id, message);
		return 0;
	}
	if (conditions->shared)
		sample_process(line, true);
	else
		start_own_sample(id, line);
	if (!set_module(line, false, message, sizeof(message)))
		return 0;
	fprintf(stderr, "%s\n", message);
	return -1;
}

/*
 * Run on the last CPU, with memory of its node, because housekeeping of the
 * kernel runs on CPU 0; where others use the kernel, on an isolated one if
 * there is one. Pin the whole batch: an mm that ran on two CPUs sends a flush
 * IPI to both.
 */
static int pin(bool shared)
{
	int cpu = shared ? measured_cpu("") : numa_num_configured_cpus() - 1;
	struct bitmask *mask = numa_allocate_cpumask();
	int ret;

	numa_bitmask_setbit(mask, cpu);
	ret = numa_sched_setaffinity(0, mask);
	numa_free_cpumask(mask);
	if (ret < 0) {
		fprintf(stderr, "cannot run on CPU %d: %s\n", cpu,
			strerror(errno));
		return -1;
	}
	if (numa_available() >= 0)
		numa_set_preferred(numa_node_of_cpu(cpu));
	return 0;
}

/* The next line without its newline; NULL after the last. */
static char *next_line(FILE *batch, char line[LINE_MAX_BYTES])
{
	if (!fgets(line, LINE_MAX_BYTES, batch))
		return NULL;
	line[strcspn(line, "\n")] = '\0';
	return line;
}

int batch_run(FILE *batch)
{
	struct conditions conditions = {0};
	struct perf_group perf = {0};
	char text[LINE_MAX_BYTES], *line = next_line(batch, text);
	unsigned long taint;
	sigset_t child;
	size_t count = 0;
	int log;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	if (line && batch_line_conditions(line, &conditions))
		line = next_line(batch, text);
	if (pin(conditions.shared))
		return EXIT_FAILURE;
	if (conditions.shared)
		prepare_shared();
	log = kernel_log_open(conditions.shared);
	taint = conditions.shared ? kernel_taint() : 0;
	/* While these are open, the kernel need not patch tracepoints again. */
	if (conditions.timed)
		perf_group_open(&perf);
	kernel_describe(stdout, conditions.timed);
	for (; line; line = next_line(batch, text)) {
		char *sample = batch_line_sample(line);

		if (!sample) {
			space_lines_take(line);
			continue;
		}
		if (start_sample(sample, &conditions))
			return EXIT_FAILURE;
		count++;
	}
	perf_group_close(&perf);
	output_end(count, kernel_taint() & ~taint, log);
	return EXIT_SUCCESS;
}
