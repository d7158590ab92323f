// SPDX-License-Identifier: GPL-2.0-only
/* Blocking the signals that end a run, and waiting for them. */
#include "run/stop_signals.h"

#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>

static void fill(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGHUP);
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
