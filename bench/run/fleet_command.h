/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The command that measures one shard of a fleet: what the user gave with
 * --with, its placeholders replaced.
 *
 * {}     the command mnbench run --shard ..., in words
 * {q}    the same command as one word, for sh -c and for ssh
 * {n}    the number of the shard, from 1
 * {out}  the file in which the shard's part is expected
 */
#ifndef FLEET_COMMAND_H
#define FLEET_COMMAND_H

#include <stddef.h>

#include "lib/error.h"

/*
 * Check that the template @with runs the shard's command at all. Returns 0, or
 * -1 with a message.
 */
int fleet_command_check(const char *with, struct error *error);

/*
 * Return the command of shard @number, to be freed; NULL if out of memory.
 * @run: the shard's mnbench run, quoted for a shell; @part: its output.
 */
char *fleet_command(const char *with, const char *run, size_t number,
		    const char *part);

#endif
