/* SPDX-License-Identifier: GPL-2.0-only */
/* What timed = exec executes: the running program, with these arguments. */
#ifndef EXEC_TARGET_H
#define EXEC_TARGET_H

#include <stdbool.h>

#define EXEC_TARGET "--exec-target"

/*
 * Whether this program was executed by an operation of timed = exec. It has
 * then written its clock to the file whose number is the argument, and main()
 * returns at once.
 */
bool exec_target_run(int argc, char **argv);

#endif
