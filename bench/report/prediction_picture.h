/* SPDX-License-Identifier: GPL-2.0-only */
/* The picture of added time against added instructions. */
#ifndef PREDICTION_PICTURE_H
#define PREDICTION_PICTURE_H

#include "judge/prediction.h"
#include "lib/error.h"

#define PREDICTION_PICTURE "instructions-time"

/*
 * Draw FOLDER/instructions-time.svg and .png by the script plot/ has for it.
 * Returns 0, or -1 with a message.
 */
int prediction_picture(const struct prediction *prediction, const char *folder,
		       struct error *error);

#endif
