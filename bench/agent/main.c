// SPDX-License-Identifier: GPL-2.0-only
/*
 * The agent: reads one line for each sample, measures it in a fresh process and
 * answers in JSON lines on standard output (docs/protocol.md).
 *
 *	agent < batch		on this kernel
 *	/init			as the only program of a guest: reads /batch
 *	agent --sample LINE	one sample in this process; the agent's own use
 */
#include <errno.h>
#include <inttypes.h>
#include <numa.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cell.h"
#include "init.h"
#include "json.h"
#include "kernel.h"
#include "sample.h"

#define LINE_MAX_BYTES 4096
/* Of the guest's clock; a sample of 100,000 chunks takes about two. */
#define SAMPLE_TIMEOUT_S 600

static void answer_error(uint64_t id, const char *message)
{
	printf("{\"type\":\"error\",\"id\":%" PRIu64 ",\"message\":", id);
	quote_json(stdout, message);
	printf("}\n");
	fflush(stdout);
}

static void print_callbacks(const uint64_t *callbacks)
{
	printf("\"callbacks\":{");
	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++)
		printf("%s\"%s\":%" PRIu64, i ? "," : "", event_names[i],
		       callbacks[i]);
	printf("}");
}

static void print_counters(const char *name, const struct mnbench_counters *c)
{
	const struct {
		const char *name;
		uint64_t value;
	} fields[] = {
		{"spurious", c->spurious},
		{"late", c->late},
		{"nonblock", c->nonblock},
		{"invalidations", c->invalidations},
		{"pages_invalidated", c->pages_invalidated},
		{"faults", c->faults},
		{"pages_faulted", c->pages_faulted},
		{"collisions", c->collisions},
		{"gave_up", c->gave_up},
		{"chunks_inserted", c->chunks_inserted},
		{"chunks_removed", c->chunks_removed},
		{"splits", c->splits},
		{"merges", c->merges},
	};

	printf(",\"%s\":{", name);
	print_callbacks((const uint64_t *)c->callbacks);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		printf(",\"%s\":%" PRIu64, fields[i].name, fields[i].value);
	printf("}");
}

static void print_expected(const struct expectation *e)
{
	const struct {
		const char *name;
		uint64_t value;
	} fields[] = {
		{"spurious", e->spurious},
		{"invalidations", e->invalidations},
		{"pages_invalidated", e->pages_invalidated},
		{"faults", e->faults},
		{"pages_faulted", e->pages_faulted},
		{"collisions", e->collisions},
		{"gave_up", e->gave_up},
	};

	printf(",\"expected\":{");
	print_callbacks(e->callbacks);
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (fields[i].value != NOT_PREDICTED)
			printf(",\"%s\":%" PRIu64, fields[i].name,
			       fields[i].value);
	printf("}");
}

/* What is not 0, as all but few modes leave nothing open. */
static void print_tolerance(const struct expectation *t)
{
	const char *between = "";

	printf(",\"tolerance\":{\"callbacks\":{");
	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++) {
		if (!t->callbacks[i])
			continue;
		printf("%s\"%s\":%" PRIu64, between, event_names[i],
		       t->callbacks[i]);
		between = ",";
	}
	printf("}");
	if (t->spurious)
		printf(",\"spurious\":%" PRIu64, t->spurious);
	if (t->invalidations)
		printf(",\"invalidations\":%" PRIu64, t->invalidations);
	printf("}");
}

static void print_latencies(const char *name, const uint64_t *ns, size_t count)
{
	printf(",\"%s\":[", name);
	for (size_t i = 0; i < count; i++)
		printf("%s%" PRIu64, i ? "," : "", ns[i]);
	printf("]");
}

static void print_sample(uint64_t id, uint64_t cell, const struct sample *s)
{
	printf("{\"type\":\"sample\",\"id\":%" PRIu64 ",\"cell\":%" PRIu64, id,
	       cell);
	printf(",\"attach_ns\":%" PRIu64 ",\"first_map_ns\":%" PRIu64
	       ",\"fill_ns\":%" PRIu64 ",\"detach_ns\":%" PRIu64,
	       s->attach_ns, s->first_map_ns, s->fill_ns, s->detach_ns);
	printf(",\"bytes\":%" PRIu64 ",\"chunks_now\":%" PRIu64
	       ",\"chunks_peak\":%" PRIu64,
	       (uint64_t)s->filled.bytes, (uint64_t)s->filled.chunks_now,
	       (uint64_t)s->filled.chunks_peak);
	print_counters("filled", &s->filled);
	print_counters("counters", &s->counters);
	print_expected(&s->expected);
	print_tolerance(&s->tolerance);
	print_latencies("ns", s->ns, s->ops);
	if (s->again_ns) {
		print_latencies("again_ns", s->again_ns, s->again);
		printf(",\"churned\":%" PRIu64, s->churned);
	}
	printf("}\n");
}

/* Take "name=NUMBER " from the start of a line; NULL if it is not there. */
static const char *take_number(const char *line, const char *name,
			       uint64_t *value)
{
	size_t length = strlen(name);
	char *end;

	if (strncmp(line, name, length) || line[length] != '=')
		return NULL;
	errno = 0;
	*value = strtoull(line + length + 1, &end, 10);
	return errno || *end != ' ' ? NULL : end + 1;
}

static int run_sample(const char *line)
{
	char error[512] = "not a sample line";
	uint64_t id = 0, index = 0;
	struct sample sample;
	struct cell cell;

	line = take_number(line, "id", &id);
	line = line ? take_number(line, "cell", &index) : NULL;
	if (!line || cell_from_line(&cell, line, error, sizeof(error))) {
		answer_error(id, error);
		return EXIT_FAILURE;
	}
	if (sample_measure(&sample, &cell, NULL, error, sizeof(error)))
		answer_error(id, error);
	else
		print_sample(id, index, &sample);
	sample_free(&sample);
	return EXIT_SUCCESS;
}

/* Wait for a child; one that outstays its time is killed, and @late set. */
static int wait_for(pid_t pid, bool *late)
{
	struct timespec timeout = {.tv_sec = SAMPLE_TIMEOUT_S};
	sigset_t child;
	int status;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	while (waitpid(pid, &status, WNOHANG) == 0)
		if (sigtimedwait(&child, NULL, &timeout) < 0 &&
		    errno == EAGAIN) {
			*late = true;
			kill(pid, SIGKILL);
		}
	return status;
}

/*
 * What a line asks of the kernel: module=absent is for the sample alone. Returns 0,
 * or -1 if the module is not as it should be.
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

/* A fresh process, as an mm that was attached once never measures as new. */
static void run_process(char *line)
{
	char *argv[] = {"agent", "--sample", line, NULL};
	/* No rseq area: a fork's child would miss it. */
	char *env[] = {"GLIBC_TUNABLES=glibc.pthread.rseq=0", NULL};
	char message[128];
	bool late = false;
	uint64_t id = 0;
	int status;
	pid_t pid;

	take_number(line, "id", &id);
	pid = fork();
	if (pid == 0) {
		execve("/proc/self/exe", argv, env);
		_exit(127);
	}
	status = pid < 0 ? -1 : wait_for(pid, &late);
	if (status == 0 || (pid > 0 && WIFEXITED(status) &&
			    WEXITSTATUS(status) == EXIT_FAILURE))
		return;
	if (late)
		snprintf(message, sizeof(message),
			 "took more than %d s of the kernel's time",
			 SAMPLE_TIMEOUT_S);
	else if (pid > 0 && WIFSIGNALED(status))
		snprintf(message, sizeof(message), "killed by signal %d (%s)",
			 WTERMSIG(status), strsignal(WTERMSIG(status)));
	else
		snprintf(message, sizeof(message), "cannot start a process");
	answer_error(id, message);
}

/* Returns -1 if the samples that follow could not be trusted. */
static int start_sample(char *line)
{
	char message[128];
	uint64_t id = 0;

	take_number(line, "id", &id);
	printf("{\"type\":\"start\",\"id\":%" PRIu64 "}\n", id);
	if (set_module(line, true, message, sizeof(message))) {
		answer_error(id, message);
		return 0;
	}
	kernel_shrink_caches();
	kernel_reset_pids();
	fflush(stdout);
	run_process(line);
	if (!set_module(line, false, message, sizeof(message)))
		return 0;
	fprintf(stderr, "%s\n", message);
	return -1;
}

/*
 * Run on the highest CPU, with memory of its node: the kernel's housekeeping
 * prefers the first. It is the batch that is pinned, because an mm that has run
 * on two CPUs pays for the second in each TLB flush.
 */
static int pin(void)
{
	int cpu = numa_num_configured_cpus() - 1;
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

static int run_batch(FILE *batch)
{
	char line[LINE_MAX_BYTES];
	sigset_t child;
	size_t count = 0;

	if (pin())
		return EXIT_FAILURE;
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	kernel_describe(stdout);
	while (fgets(line, sizeof(line), batch)) {
		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "sample ", strlen("sample ")))
			continue;
		if (start_sample(line + strlen("sample ")))
			return EXIT_FAILURE;
		count++;
	}
	printf("{\"type\":\"end\",\"samples\":%zu,\"tainted\":%lu,\"log\":",
	       count, kernel_taint());
	kernel_log_defects(stdout);
	printf("}\n");
	fflush(stdout);
	return EXIT_SUCCESS;
}

static void run_guest(void)
{
	FILE *batch;

	guest_start();
	batch = fopen("/batch", "re");
	if (batch)
		run_batch(batch);
	else
		fprintf(stderr, "init: /batch: %s\n", strerror(errno));
	guest_power_off();
}

int main(int argc, char **argv)
{
	if (getpid() == 1)
		run_guest();
	if (argc == 3 && !strcmp(argv[1], "--sample"))
		return run_sample(argv[2]);
	if (argc != 1) {
		fprintf(stderr, "usage: agent < batch\n");
		return 2;
	}
	return run_batch(stdin);
}
