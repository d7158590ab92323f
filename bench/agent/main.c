// SPDX-License-Identifier: GPL-2.0-only
/*
 * The agent: it reads one line for each sample, measures the sample in a
 * separate process, and writes JSON lines to standard output
 * (docs/protocol.md).
 *
 *	agent < batch		measure on this kernel
 *	/init			as the only program of a guest: reads /batch
 *	agent --sample LINE [FD] measure one sample in this process, which has
 *				the address space in that file (internal)
 *	agent --probe MODE	attach in a mode without our module: exit
 *				status 0, or one line that says what is missing
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "agent/batch.h"
#include "agent/exec_target.h"
#include "agent/init.h"
#include "agent/probe.h"
#include "agent/sample_run.h"

static void run_guest(void)
{
	FILE *batch;

	guest_start();
	batch = fopen("/batch", "re");
	if (batch)
		batch_run(batch);
	else
		fprintf(stderr, "init: /batch: %s\n", strerror(errno));
	guest_power_off();
}

int main(int argc, char **argv)
{
	if (exec_target_run(argc, argv))
		return EXIT_SUCCESS;
	if (getpid() == 1)
		run_guest();
	if ((argc == 3 || argc == 4) && !strcmp(argv[1], "--sample"))
		return sample_run(argv[2], argv[3]);
	if (argc == 3 && !strcmp(argv[1], "--probe"))
		return probe(argv[2]);
	if (argc != 1) {
		fprintf(stderr, "usage: agent < batch\n");
		return 2;
	}
	return batch_run(stdin);
}
