/* SPDX-License-Identifier: GPL-2.0-only */
/* Files of /proc and /sys that hold one number. */
#ifndef AGENT_NUMBER_FILE_H
#define AGENT_NUMBER_FILE_H

#include <stdint.h>

/* Returns 0 if there is no such file, or no number in it. */
uint64_t number_file_read(const char *path);

#endif
