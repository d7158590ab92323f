/* SPDX-License-Identifier: GPL-2.0-only */
/* Running a sample in a separate process. */
#ifndef AGENT_SAMPLE_PROCESS_H
#define AGENT_SAMPLE_PROCESS_H

#include <stdbool.h>

/*
 * Measure the sample that @line describes in a new process: an mm that was
 * attached once never measures like a new one. The process writes the result;
 * if it does not end as it should, this writes the error. SIGCHLD must be
 * blocked. @dies_with_us: the process is killed when the agent is.
 */
void sample_process(char *line, bool dies_with_us);

#endif
