/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A measurement in progress: what measurement.c shares with the kinds of operation
 * that it can time.
 */
#ifndef AGENT_MEASUREMENT_H
#define AGENT_MEASUREMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/agent_mode.h"
#include "agent/agent_timed.h"
#include "agent/layout.h"
#include "agent/sample.h"
#include "common/cell.h"
#include "lib/error.h"
#include "mnbench_abi.h"
#include "mode_info.h"
#include "workload.h"

/* Looks at what an operation has left behind. Returns 0, or -1 with a message.
 */
struct sample_check {
	int (*after_operation)(void *data, int fd, const struct layout *layout,
			       struct error *error);
	void *data;
};

struct measurement {
	struct sample *sample;
	const struct cell *cell;
	const struct mode_info *mode;
	const struct agent_mode *driver; /* NULL: the mode is the module's */
	const struct workload *workload; /* NULL: the application is idle */
	const struct agent_timed *timed;
	const struct sample_check *check;
	struct layout layout;
	int fd; /* -1: no mode of the module's, and it is not loaded */
	int subscription; /* of a mode of the agent's, while attached */
	bool attached;
	uint64_t life_ns;             /* the last sign of life, or the start */
	void *private;                /* of the kind */
	struct mnbench_command *fill; /* maps the whole region */
	size_t fills;
	struct mnbench_command *refill; /* maps what of it is inside the area */
	size_t refills;
	struct error *error;
};

/*
 * Measure in this process, which must be fresh and end soon after. @variant: of
 * the layout, see there. @check may be NULL. Returns 0, or -1 with one line in
 * @error. sample_free() in either case.
 */
int sample_measure(struct sample *sample, const struct cell *cell,
		   uint64_t variant, const struct sample_check *check,
		   struct error *error);
/* Store "what: strerror(-err)". Returns -1. */
int measurement_fail(struct measurement *m, const char *what, int err);

/* Map the region and the area, attach, and map the region on the device. */
int measurement_start(struct measurement *m);

/* The device maps the whole region. */
int measurement_fill(struct measurement *m);

/* What earlier steps left to RCU is over, if the cell asks for that. */
int measurement_quiesce(struct measurement *m);

/*
 * Before what is timed: what earlier steps left to RCU, or put off, is over,
 * and the counters are 0. After it: add them to @sum.
 */
int measurement_count(struct measurement *m);
int measurement_counted(struct measurement *m, struct mnbench_counters *sum);

/* Attach, and how long that took. */
int measurement_attach(struct measurement *m, uint64_t *ns);

/* What the attached mode needs before the device may use the region. */
int measurement_register(struct measurement *m);

/* Detach, unless that is done; the time goes to the sample's detach_ns. */
int measurement_detach(struct measurement *m);

/*
 * Predict @operations, each of which makes the mm announce @prediction.
 * @empty: as for oracle_predict().
 */
int measurement_expect(struct measurement *m, bool empty, uint64_t operations,
		       const struct prediction *prediction);

/* Predict that no timed operation causes a callback. */
int measurement_expect_nothing(struct measurement *m);

#endif
