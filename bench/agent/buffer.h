/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A buffer that is registered while operations are timed: the target of the
 * activity. The devices map none of its pages.
 */
#ifndef AGENT_BUFFER_H
#define AGENT_BUFFER_H

#include <stdint.h>

#include "agent/measurement.h"

/*
 * Register and unregister the buffer with all devices; the time of the command
 * goes to @ns. In modes without buffers the command does nothing, which still
 * takes time. Return 0, or -1 after measurement_fail().
 */
int buffer_register(struct measurement *m, uint64_t *ns);
int buffer_unregister(struct measurement *m, uint64_t *ns);

#endif
