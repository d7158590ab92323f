/* SPDX-License-Identifier: GPL-2.0-only */
/* Checking a sample before its numbers are stored or used. */
#ifndef SAMPLE_CHECK_H
#define SAMPLE_CHECK_H

#include <jansson.h>

#include "lib/error.h"

/*
 * Check that a sample, as docs/results.md describes it, has all that statistics
 * are made of, and that each number is in its range. @path: of the sample in
 * its file, such as "cells[3].samples[0]". Returns 0, or -1 with an error.
 */
int sample_check(const json_t *sample, const char *path, struct error *error);

#endif
