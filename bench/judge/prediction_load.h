/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Reading what `mnbench predict --json` has printed: it keeps what was measured
 * of each cell, in a file that is small enough for a repository.
 */
#ifndef PREDICTION_LOAD_H
#define PREDICTION_LOAD_H

#include <jansson.h>

#include "judge/prediction.h"

#define PREDICTION_SCHEMA "mnbench-prediction/1"

/* Whether a file is a JSON object with that schema. */
bool is_prediction(const char *path);

/*
 * Read a file. The line and the verdicts are made again from what it says was
 * measured, by @threshold. Returns NULL with a message.
 */
struct prediction *prediction_load(const char *path, double threshold,
				   struct error *error);

#endif
