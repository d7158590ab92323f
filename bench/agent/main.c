// SPDX-License-Identifier: GPL-2.0-only
/*
 * The agent: reads one line for each sample, measures it in a fresh process and
 * answers in JSON lines on standard output (docs/protocol.md).
 *
 *	agent < batch		on this kernel
 *	/init			as the only program of a guest: reads /batch
 *	agent --sample LINE	one sample in this process; the agent's own use
 *	agent --probe MODE	whether it can subscribe so without our module:
 *				exit status 0, or one line that says why not
 */
#include <errno.h>
#include <inttypes.h>
#include <numa.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent/agent_mode.h"
#include "agent/allocator.h"
#include "agent/init.h"
#include "agent/kernel.h"
#include "agent/measurement.h"
#include "agent/sample.h"
#include "agent/sample_line.h"
#include "common/cell.h"
#include "common/modes.h"

#define LINE_MAX_BYTES 4096
/* Of the guest's clock; a sample of 100,000 chunks takes about two. */
#define SAMPLE_TIMEOUT_S 600

/* Take "name=NUMBER" from the start of a line; NULL if it is not there. */
static const char *take_number(const char *line, const char *name,
			       uint64_t *value)
{
	size_t length = strlen(name);
	char *end;

	if (strncmp(line, name, length) || line[length] != '=')
		return NULL;
	errno = 0;
	*value = strtoull(line + length + 1, &end, 10);
	if (errno || (*end && *end != ' '))
		return NULL;
	return end + (*end == ' ');
}

static int run_sample(const char *line)
{
	struct error error = {.message = "not a sample line"};
	uint64_t id = 0, index = 0, layout = 0;
	char text[ERROR_TEXT_MAX];
	const char *varied;
	struct sample sample;
	struct cell cell;

	line = take_number(line, "id", &id);
	line = line ? take_number(line, "cell", &index) : NULL;
	varied = line ? take_number(line, "layout", &layout) : NULL;
	line = varied ? varied : line;
	if (!line || cell_from_line(&cell, line, &error)) {
		error_print(&error, text, sizeof(text));
		print_error(id, text);
		return EXIT_FAILURE;
	}
	if (sample_measure(&sample, &cell, layout, NULL, &error))
		print_error(id, error.message);
	else
		print_sample(id, index, varied ? &layout : NULL, &sample);
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

/* How the samples of a batch are measured: its first line, or else all 0. */
struct conditions {
	uint64_t timed;  /* memory layouts differ from sample to sample */
	uint64_t shared; /* others use this kernel: it is left as it is */
};

/*
 * What the environment takes moves the stack, by less than a page: where that
 * begins can make a program faster or slower.
 */
static void pad_environment(const char *line, char *padding, size_t size)
{
	const char *at = strstr(line, "layout=");
	uint64_t layout = 0;

	if (!at || !take_number(at, "layout", &layout))
		return;
	snprintf(padding, size, "PADDING=%0*d", (int)(layout % 4000), 0);
}

/*
 * Among other users of the kernel: before ordinary processes, if that is allowed,
 * and with small pages, as in a guest. Samples inherit both.
 */
static void prepare_shared(void)
{
	const struct sched_param first = {.sched_priority = 1};

	sched_setscheduler(0, SCHED_FIFO, &first);
	prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0);
}

/* A fresh process, as an mm that was attached once never measures as new. */
static void run_process(char *line, const struct conditions *conditions)
{
	char *argv[] = {"agent", "--sample", line, NULL};
	char padding[4096] = "";
	/* No rseq area: a fork's child would miss it. */
	char *env[] = {"GLIBC_TUNABLES=glibc.pthread.rseq=0", NULL, NULL};
	char message[128];
	bool late = false;
	uint64_t id = 0;
	int status;
	pid_t pid;

	take_number(line, "id", &id);
	pad_environment(line, padding, sizeof(padding));
	env[1] = padding[0] ? padding : NULL;
	pid = fork();
	if (pid == 0) {
		if (conditions->shared) /* none is left if we are killed */
			prctl(PR_SET_PDEATHSIG, SIGKILL);
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
	print_error(id, message);
}

/* Returns -1 if the samples that follow could not be trusted. */
static int start_sample(char *line, const struct conditions *conditions)
{
	char message[128];
	uint64_t id = 0;

	take_number(line, "id", &id);
	printf("{\"type\":\"start\",\"id\":%" PRIu64 "}\n", id);
	if (set_module(line, true, message, sizeof(message))) {
		print_error(id, message);
		return 0;
	}
	if (!conditions->shared) {
		allocator_shrink();
		kernel_reset_pids();
	}
	fflush(stdout);
	run_process(line, conditions);
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

/* The next line without its newline; NULL behind the last. */
static char *next_line(FILE *batch, char line[LINE_MAX_BYTES])
{
	if (!fgets(line, LINE_MAX_BYTES, batch))
		return NULL;
	line[strcspn(line, "\n")] = '\0';
	return line;
}

/* Whether the line says how all of the batch is measured. */
static bool take_conditions(const char *line, struct conditions *conditions)
{
	if (strncmp(line, "batch ", strlen("batch ")))
		return false;
	line = take_number(line + strlen("batch "), "timed",
			   &conditions->timed);
	return line && take_number(line, "shared", &conditions->shared);
}

static int run_batch(FILE *batch)
{
	struct conditions conditions = {0};
	char text[LINE_MAX_BYTES], *line = next_line(batch, text);
	unsigned long taint;
	sigset_t child;
	size_t count = 0;
	int log;

	if (pin())
		return EXIT_FAILURE;
	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	sigprocmask(SIG_BLOCK, &child, NULL);
	if (line && take_conditions(line, &conditions))
		line = next_line(batch, text);
	if (conditions.shared)
		prepare_shared();
	log = kernel_log_open(conditions.shared);
	taint = conditions.shared ? kernel_taint() : 0;
	kernel_describe(stdout, conditions.timed);
	for (; line; line = next_line(batch, text)) {
		if (strncmp(line, "sample ", strlen("sample ")))
			continue;
		if (start_sample(line + strlen("sample "), &conditions))
			return EXIT_FAILURE;
		count++;
	}
	print_end(count, kernel_taint() & ~taint, log);
	return EXIT_SUCCESS;
}

static int probe(const char *name)
{
	const struct mode_info *mode = mode_find(name);
	const struct agent_mode *driver = mode ? agent_mode_find(mode) : NULL;
	struct error error = {
		.message = "needs mnbench.ko: measure it in a guest"};

	if (mode && strcmp(mode->name, "none") == 0)
		return EXIT_SUCCESS;
	if (driver && driver->attach(&error) >= 0)
		return EXIT_SUCCESS; /* the subscription ends with us */
	fprintf(stderr, "%s\n", error.message);
	return EXIT_FAILURE;
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
	if (argc == 3 && !strcmp(argv[1], "--probe"))
		return probe(argv[2]);
	if (argc != 1) {
		fprintf(stderr, "usage: agent < batch\n");
		return 2;
	}
	return run_batch(stdin);
}
