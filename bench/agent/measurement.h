/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A measurement in progress: the state and the steps that measurement.c shares
 * with the kinds of timed operation (agent_timed.h).
 */
#ifndef AGENT_MEASUREMENT_H
#define AGENT_MEASUREMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "agent/agent_mode.h"
#include "agent/agent_timed.h"
#include "agent/devices.h"
#include "agent/layout.h"
#include "agent/perf_counters.h"
#include "agent/sample.h"
#include "common/cell.h"
#include "lib/error.h"
#include "mnbench_abi.h"
#include "mode_info.h"
#include "workload.h"

/*
 * Checks what each operation has left behind, on each device; for tests.
 * Returns 0, or -1 with @error.
 */
struct sample_check {
	int (*after_operation)(void *data, int fd, const struct layout *layout,
			       struct error *error);
	void *data;
};

struct others;
struct reaping;

struct measurement {
	struct sample *sample;
	const struct cell *cell;
	const struct mode_info *mode;
	const struct agent_mode *driver; /* NULL: the mode is the module's */
	const struct workload *workload; /* NULL: the application is idle */
	const struct agent_timed *timed;
	const struct sample_check *check; /* NULL: none */
	struct layout layout;
	struct devices devices; /* none: no module, and the mode needs none */
	struct subscription subscription; /* of a driver, while attached */
	bool attached;
	bool began;             /* the workload */
	uint64_t variant;       /* of the layout; 0 where times are exact */
	uint64_t life_ns;       /* time of the last sign of life */
	struct perf_group perf; /* empty where times are exact */
	void *private;          /* for agent_timed */
	struct others *others;  /* NULL: none */
	struct mnbench_command *fill; /* maps the whole region */
	size_t fills;
	size_t lost_first, lost_end;    /* the runs that operations take away */
	struct mnbench_command *refill; /* maps these */
	size_t refills;
	struct error *error;
};

/*
 * Measure @cell in this process, which must be fresh and end soon after.
 * @variant: of the layout, see layout_plan(). @check may be NULL. Returns 0, or
 * -1 with one line in @error. Call sample_free() in either case.
 */
int sample_measure(struct sample *sample, const struct cell *cell,
		   uint64_t variant, const struct sample_check *check,
		   struct error *error);

/* Whether the CPUs of an exact venue take turns on one clock. */
static inline bool measurement_takes_turns(const struct measurement *m)
{
	return m->variant == 0;
}

/* All steps return 0, or -1 after measurement_fail(). */

/* Store the error "WHAT: strerror(-ERR)". Returns -1. */
int measurement_fail(struct measurement *m, const char *what, int err);

/* Write a line to the console if a second of the guest's time has passed. */
void measurement_show_life(struct measurement *m);

/*
 * Other processes, with the same device region and devices of their own that
 * are attached in the same way: start them before anything is mapped or
 * attached, and end them.
 */
int measurement_start_others(struct measurement *m);
void measurement_end_others(struct measurement *m);

/*
 * Let each other process take pages away from its devices again and again, and
 * wait until it has begun; or let it stop. The first does nothing where they
 * are awake and, in an exact venue, in modes without range callbacks.
 */
int measurement_wake_others(struct measurement *m);
int measurement_stop_others(struct measurement *m);

/* Map region and area, open our devices, attach, and map the region on them. */
int measurement_start(struct measurement *m);

/* Open our devices and attach; the time goes to sample->attach_ns. */
int measurement_open(struct measurement *m);

/* Attach again; the time goes to @ns. */
int measurement_attach(struct measurement *m, uint64_t *ns);

/*
 * Register the buffers of the region with all devices, in modes with buffers or
 * slots.
 */
int measurement_register(struct measurement *m);

/*
 * Map the region on all devices, and time the first mapping and all of them.
 */
int measurement_first_fill(struct measurement *m);

/* Map the region on all devices. */
int measurement_fill(struct measurement *m);

/*
 * Map the runs that operations take away again: before an operation, and after
 * it. And whether there is anything to map.
 */
int measurement_refill(struct measurement *m);
int measurement_refault(struct measurement *m);
bool measurement_refills(const struct measurement *m);

/* Map the first run of the region on all devices. */
int measurement_fill_run(struct measurement *m);

/* Detach if attached; the time goes to sample->detach_ns. */
int measurement_detach(struct measurement *m);

/*
 * If the cell asks for it, wait until what earlier steps left to RCU is done.
 */
int measurement_quiesce(struct measurement *m);

/*
 * Before a timed operation: quiesce, wait for deferred work, zero the counters,
 * and let other processes operate. After it: stop these, and add the counters
 * to @sum.
 */
int measurement_count(struct measurement *m);
int measurement_counted(struct measurement *m, struct mnbench_counters *sum);

/*
 * Predict the counters of @operations operations, each of which makes the mm
 * invalidate the ranges of @prediction. @empty: as in oracle_predict().
 */
int measurement_expect(struct measurement *m, bool empty, uint64_t operations,
		       const struct notifier_calls *prediction);

/* Predict what is known of operations whose calls nobody predicts. */
void measurement_expect_measured(struct measurement *m);

/* Predict the counters of all operations, each of which reaps a process. */
int measurement_expect_reap(struct measurement *m,
			    const struct reaping *reaping);

/* Predict the counters of that many detaches. */
void measurement_expect_detach(struct measurement *m, uint64_t detaches);

/*
 * Leave out of the counters what @operations of other threads have caused, each
 * with what comes before and after it, which make the mm invalidate the ranges
 * of @prediction. If they caused anything else, the counters will not be those
 * that are expected. Call it after measurement_expect().
 */
int measurement_leave_out(struct measurement *m, uint64_t operations,
			  const struct notifier_calls *prediction);

/* Let the test, if there is one, check what an operation left behind. */
int measurement_check(struct measurement *m);

/* Predict that no timed operation causes a callback. */
int measurement_expect_nothing(struct measurement *m);

#endif
