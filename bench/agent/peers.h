/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Peers: the other threads of a cell with several, which repeat the workload
 * beside the timed thread, each on memory of its own.
 */
#ifndef AGENT_PEERS_H
#define AGENT_PEERS_H

#include <stdint.h>

#include "agent/measurement.h"

struct peers;

/*
 * Create the peers of a cell with more than one thread. Returns NULL with
 * errno; ENODEV: the machine has fewer CPUs than the cell has threads.
 */
struct peers *peers_new(const struct measurement *m);
void peers_free(struct peers *peers);

/* Map the memory of all, at the first call. Returns 0 or -errno. */
int peers_prepare(struct peers *peers);

/* As churn_start() and churn_stop(). */
int peers_start(struct peers *peers);
int peers_stop(struct peers *peers, uint64_t *operations);

#endif
