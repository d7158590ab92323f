// SPDX-License-Identifier: GPL-2.0-only
/* Blocking the signals that end a run, and waiting for them. */
#include "run/stop_signals.h"

#include <poll.h>
#include <signal.h>
#include <stddef.h>
#include <sys/signalfd.h>

static const int stop_signals[] = {SIGINT, SIGTERM, SIGHUP};

#define STOP_SIGNALS (sizeof(stop_signals) / sizeof(stop_signals[0]))

static void fill(sigset_t *set)
{
	sigemptyset(set);
	for (size_t i = 0; i < STOP_SIGNALS; i++)
		sigaddset(set, stop_signals[i]);
}

void stop_signals_block(void)
{
	sigset_t set;

	fill(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

int stop_signals_open(void)
{
	sigset_t set;

	fill(&set);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

bool stop_signals_wait(int fd, int ms)
{
	struct pollfd signals = {.fd = fd, .events = POLLIN};

	return poll(&signals, 1, ms) > 0;
}

bool stop_signals_pending(void)
{
	sigset_t pending;

	sigpending(&pending);
	for (size_t i = 0; i < STOP_SIGNALS; i++)
		if (sigismember(&pending, stop_signals[i]) == 1)
			return true;
	return false;
}
