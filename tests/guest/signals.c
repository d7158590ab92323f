// SPDX-License-Identifier: GPL-2.0-only
/*
 * Test suite: signals that come while the mm is being registered, which takes
 * the locks of all VMAs and gives up as soon as any signal is pending.
 *
 * A timer sends the signal to the process. Only the thread that registers does
 * not block it, so that thread is interrupted.
 */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "agent/client.h"
#include "agent/clock.h"
#include "common/modes.h"
#include "ktap.h"
#include "suites.h"

/* As many VMAs make registering long enough to be interrupted. */
#define VMAS 1000UL

#define ATTEMPTS      50
#define MOST_ATTEMPTS 5000

static atomic_uint handled;

static void count_signal(int number)
{
	handled += number == SIGCHLD;
}

static void map_many_vmas(void)
{
	EXPECT_OK(map_area(FAR_BASE, 2 * VMAS * PAGE_BYTES));
	for (size_t i = 0; i < VMAS; i++)
		EXPECT(!mprotect((void *)(FAR_BASE + 2 * i * PAGE_BYTES),
				 PAGE_BYTES, PROT_READ),
		       "mprotect: %d", errno);
}

/* Whatever of a mode registers the mm: attaching, a buffer, or a fault. */
static int use_mode(int fd, const struct cell *cell)
{
	const struct mode_info *mode = mode_find(cell->mode);
	int ret = device_attach(fd, cell);

	if (!ret)
		ret = device_register(fd, REGION_BASE, PAGE_BYTES);
	if (!ret && mode_has_callback(mode))
		ret = device_map(fd, REGION_BASE, PAGE_BYTES, 0);
	return ret;
}

/*
 * Send a signal so often that it interrupts some uses of the mode and lets
 * others pass.
 */
static void send_often(int number, const struct cell *cell)
{
	struct sigevent event = {
		.sigev_notify = SIGEV_SIGNAL,
		.sigev_signo = number,
	};
	struct itimerspec period = {0};
	timer_t timer;
	uint64_t ns = clock_ns();
	int fd = device_open();

	EXPECT_OK(use_mode(fd, cell));
	ns = 3 * (clock_ns() - ns);
	EXPECT_OK(close(fd));
	period.it_interval.tv_sec = ns / 1000000000UL;
	period.it_interval.tv_nsec = ns % 1000000000UL;
	period.it_value = period.it_interval;
	EXPECT(!timer_create(CLOCK_MONOTONIC, &event, &timer) &&
		       !timer_settime(timer, 0, &period, NULL),
	       "timer: %d", errno);
}

static void set_action(int number, void (*handler)(int), int flags)
{
	struct sigaction action = {.sa_handler = handler, .sa_flags = flags};

	EXPECT(!sigaction(number, &action, NULL), "sigaction: %d", errno);
}

static void block(int how, int number)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, number);
	EXPECT_OK(pthread_sigmask(how, &set, NULL));
}

/* Run a thread that signal @number may interrupt, while it comes often. */
static void run_interrupted(void *(*run)(void *), struct cell *cell, int number)
{
	pthread_t thread;

	map_numbered(REGION_BASE, 1);
	map_many_vmas();
	block(SIG_BLOCK, number);
	send_often(number, cell);
	EXPECT_OK(pthread_create(&thread, NULL, run, cell));
	EXPECT_OK(pthread_join(thread, NULL));
}

static struct cell signal_cell(const char *mode)
{
	struct cell cell = test_cell("munmap", mode);

	use_chunks(&cell, 16 * PAGE_BYTES);
	return cell;
}

static void *expect_success(void *data)
{
	const struct cell *cell = data;

	block(SIG_UNBLOCK, SIGCHLD);
	for (int i = 0; i < ATTEMPTS; i++) {
		int fd = device_open();

		EXPECT_OK(use_mode(fd, cell));
		EXPECT_OK(close(fd));
	}
	return NULL;
}

/* The case of a child that ends while another thread forks. */
static void ignored(const void *mode)
{
	struct cell cell = signal_cell(mode);

	run_interrupted(expect_success, &cell, SIGCHLD);
}

static void restarted(const void *mode)
{
	struct cell cell = signal_cell(mode);

	set_action(SIGCHLD, count_signal, SA_RESTART);
	run_interrupted(expect_success, &cell, SIGCHLD);
	EXPECT(handled > 0, "no signal came");
}

static void expect_unused(int fd)
{
	struct mnbench_counters c;

	EXPECT_OK(device_counters(fd, &c, false));
	EXPECT(!c.faults && !c.pages_now && !c.chunks_now,
	       "%lu faults, %lu pages, %lu chunks", (unsigned long)c.faults,
	       (unsigned long)c.pages_now, (unsigned long)c.chunks_now);
}

/*
 * The interrupted call did nothing, and succeeds when it is made again.
 * Registering a buffer before is part of the call for modes with buffers.
 */
static int interrupted_use(const struct cell *cell)
{
	int fd = device_open();
	int ret = use_mode(fd, cell);

	if (ret == -EINTR) {
		expect_unused(fd);
		/* It is attached, unless that was interrupted. */
		device_detach(fd);
		expect_unused(fd);
		do {
			device_detach(fd);
			ret = use_mode(fd, cell);
		} while (ret == -EINTR);
		EXPECT_OK(ret);
		ret = -EINTR;
	}
	EXPECT_OK(close(fd));
	return ret;
}

static void *expect_interruption(void *data)
{
	unsigned int interrupted = 0;

	block(SIG_UNBLOCK, SIGCHLD);
	for (int i = 0; i < MOST_ATTEMPTS && interrupted < 5; i++) {
		int ret = interrupted_use(data);

		EXPECT(!ret || ret == -EINTR, "%d", ret);
		interrupted += !!ret;
	}
	EXPECT(interrupted == 5, "%u uses were interrupted", interrupted);
	return NULL;
}

static void not_restarted(const void *mode)
{
	struct cell cell = signal_cell(mode);

	set_action(SIGCHLD, count_signal, 0);
	run_interrupted(expect_interruption, &cell, SIGCHLD);
}

/* The first fault of a queue of commands registers the mm. */
static void *expect_commands_untouched(void *data)
{
	bool interrupted = false;

	block(SIG_UNBLOCK, SIGCHLD);
	for (int i = 0; i < MOST_ATTEMPTS && !interrupted; i++) {
		struct mnbench_command command = {
			.op = MNBENCH_OP_MAP,
			.addr = REGION_BASE,
			.length = PAGE_BYTES,
			.result = 77,
			.done = 78,
		};
		struct mnbench_submit submit = {
			.size = sizeof(submit),
			.commands = (uintptr_t)&command,
			.command_size = sizeof(command),
			.count = 1,
			.completed = 79,
		};
		int fd = device_open();

		EXPECT_OK(device_attach(fd, data));
		if (ioctl(fd, MNBENCH_IOC_SUBMIT, &submit)) {
			EXPECT(errno == EINTR, "submit: %d", errno);
			EXPECT(command.result == 77 && command.done == 78 &&
				       submit.completed == 79,
			       "result %d, %llu bytes, %u commands",
			       command.result, command.done, submit.completed);
			interrupted = true;
		} else {
			EXPECT_RETURN(command.result, 0);
		}
		EXPECT_OK(close(fd));
	}
	EXPECT(interrupted, "nothing was interrupted");
	return NULL;
}

static void commands_untouched(const void *mode)
{
	struct cell cell = signal_cell(mode);

	set_action(SIGCHLD, count_signal, 0);
	run_interrupted(expect_commands_untouched, &cell, SIGCHLD);
}

/*
 * A slot, and in the same call a fault that is the first to need intervals. If
 * the call is made again it finds what it found at first.
 */
static void *expect_one_slot(void *data)
{
	block(SIG_UNBLOCK, SIGCHLD);
	for (int i = 0; i < ATTEMPTS; i++) {
		struct mnbench_command commands[] = {
			{
				.op = MNBENCH_OP_REGISTER,
				.addr = REGION_BASE,
				.length = PAGE_BYTES,
			},
			{
				.op = MNBENCH_OP_MAP,
				.addr = REGION_BASE,
				.length = PAGE_BYTES,
			},
		};
		int fd = device_open();

		EXPECT_OK(device_attach(fd, data));
		EXPECT_OK(device_submit(fd, commands, 2));
		EXPECT_OK(device_unregister(fd, REGION_BASE, PAGE_BYTES));
		EXPECT_RETURN(device_unregister(fd, REGION_BASE, PAGE_BYTES),
			      -ENOENT);
		EXPECT_OK(close(fd));
	}
	return NULL;
}

static void slots_registered_once(const void *mode)
{
	struct cell cell = signal_cell(mode);

	cell.filter = MNBENCH_FILTER_SLOTS;
	set_action(SIGCHLD, count_signal, SA_RESTART);
	run_interrupted(expect_one_slot, &cell, SIGCHLD);
	EXPECT(handled > 0, "no signal came");
}

static void *use_for_ever(void *data)
{
	block(SIG_UNBLOCK, SIGCHLD);
	for (;;) {
		int fd = device_open();

		EXPECT_OK(use_mode(fd, data));
		EXPECT_OK(close(fd));
	}
	return NULL;
}

/* A fatal signal ends a process that is interrupted and restarts for ever. */
static void killed(const void *mode)
{
	struct cell cell = signal_cell(mode);
	int status;
	pid_t pid = fork();

	EXPECT(pid >= 0, "fork: %d", errno);
	if (!pid) {
		set_action(SIGCHLD, count_signal, SA_RESTART);
		run_interrupted(use_for_ever, &cell, SIGCHLD);
	}
	pause_ms(100);
	EXPECT_RETURN(waitpid(pid, &status, WNOHANG), 0);
	EXPECT_OK(kill(pid, SIGTERM));
	pause_ms(100);
	EXPECT(waitpid(pid, &status, WNOHANG) == pid && WIFSIGNALED(status) &&
		       WTERMSIG(status) == SIGTERM,
	       "it did not end by the signal");
}

/* All modes that register an mm; those of the agent are other drivers. */
static void for_each_mode(const char *what, void (*run)(const void *mode))
{
	const struct mode_info *mode;
	char name[256];

	for (size_t i = 0; (mode = mode_at(i)); i++) {
		if (mode->flags & MODE_IN_AGENT ||
		    !strcmp(mode->name, "none") ||
		    !mode_is_available(mode->name))
			continue;
		snprintf(name, sizeof(name), "signals: %s, %s", what,
			 mode->name);
		ktap_test(name, run, mode->name);
	}
}

void suite_signals(void)
{
	for_each_mode("one that is ignored", ignored);
	for_each_mode("a handler that restarts", restarted);
	for_each_mode("a handler that does not", not_restarted);
	ktap_test("signals: commands are untouched, chunked",
		  commands_untouched, "chunked");
	ktap_test("signals: a slot is registered once, hybrid",
		  slots_registered_once, "hybrid");
	ktap_test("signals: a fatal one, global", killed, "global");
	ktap_test("signals: a fatal one, chunked", killed, "chunked");
}
