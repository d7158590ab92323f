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

/*
 * Map the memory of all, at the first call, and let each operate once where
 * they repeat the workload. Returns 0 or -errno.
 */
int peers_prepare(struct peers *peers);

/* As churn_start() and churn_stop(). */
int peers_start(struct peers *peers);
int peers_stop(struct peers *peers, uint64_t *operations);

/*
 * Whether they make rounds with the measured thread (agent/rounds.h), in an
 * exact venue, and do not repeat the workload. Then peers_step() lets each make
 * a step, which may be NULL, and peers_operate() the operation, together with
 * the measured thread: *ns is from the begin of the first until the end of the
 * last. Both return 0, or -1 with the error of the measurement.
 */
bool peers_make_rounds(const struct peers *peers);
int peers_step(struct peers *peers, int (*step)(struct activity *a),
	       const char *what);
int peers_operate(struct peers *peers, struct activity *own, uint64_t *ns);

/* Add what the operations of a round call, but for the measured thread's. */
void peers_predict(const struct peers *peers, struct notifier_calls *p);

#endif
