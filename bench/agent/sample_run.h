/* SPDX-License-Identifier: GPL-2.0-only */
/* Measuring one sample in this process. */
#ifndef AGENT_SAMPLE_RUN_H
#define AGENT_SAMPLE_RUN_H

/*
 * Measure the sample that @line describes ("id=... cell=... KEY=VALUE ...") and
 * write its line of output. @space: the number of the file that has the address
 * space of its cell, or NULL. Returns EXIT_SUCCESS, or EXIT_FAILURE if the line
 * is wrong.
 */
int sample_run(const char *line, const char *space);

#endif
