// SPDX-License-Identifier: GPL-2.0-only
/*
 * Predicting the reaping of a process. It makes a call for each VMA, which must
 * not sleep: callbacks spin, or the first one fails and the reaper passes over
 * the VMA.
 */
#include <string.h>

#include "agent/oracle.h"

static uint64_t sum_of_callbacks(const struct expectation *e)
{
	uint64_t sum = 0;

	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++)
		sum += e->callbacks[i];
	return sum;
}

/* Away from the region only a notifier of all memory is called. */
static bool may_be_called(const struct cell *cell, const struct mode_info *mode,
			  const struct layout *layout,
			  const struct notifier_call *call)
{
	uintptr_t mask = cell->chunk_size ? cell->chunk_size - 1 : 0;

	return mode->coverage == MODE_COVERS_EVERYTHING ||
	       (call->end > (layout->region & ~mask) &&
		call->start <=
			((layout->region + layout->region_size - 1) | mask));
}

/* Count the calls that reach a notifier: its callback fails. */
static int predict_failures(struct expectation *expected,
			    struct expectation *tolerance,
			    const struct cell *cell,
			    const struct mode_info *mode,
			    const struct layout *layout,
			    const struct notifier_call *calls, size_t count)
{
	struct expectation each, more;
	int ret = 0;

	for (size_t i = 0; !ret && i < count; i++) {
		if (!may_be_called(cell, mode, layout, &calls[i]))
			continue;
		ret = oracle_predict_calls(&each, &more, cell, mode, layout,
					   false, &calls[i], 1);
		if (sum_of_callbacks(&each))
			expected->failed++;
		else if (sum_of_callbacks(&more))
			tolerance->failed++;
	}
	return ret;
}

/* The device loses nothing before the exit. */
static int
predict_failing(struct expectation *expected, struct expectation *tolerance,
		const struct cell *cell, const struct mode_info *mode,
		const struct layout *layout, const struct reaping *reaping)
{
	int ret = oracle_predict_calls(expected, tolerance, cell, mode, layout,
				       false, reaping->calls + reaping->vmas,
				       reaping->count - reaping->vmas);

	return ret ? ret
		   : predict_failures(expected, tolerance, cell, mode, layout,
				      reaping->calls, reaping->vmas);
}

static int
predict_spinning(struct expectation *expected, struct expectation *tolerance,
		 const struct cell *cell, const struct mode_info *mode,
		 const struct layout *layout, const struct reaping *reaping)
{
	uint64_t nonblock, more;
	int ret;

	ret = oracle_predict_calls(expected, tolerance, cell, mode, layout,
				   false, reaping->calls, reaping->vmas);
	if (ret)
		return ret;
	nonblock = sum_of_callbacks(expected);
	more = sum_of_callbacks(tolerance);
	ret = oracle_predict_calls(expected, tolerance, cell, mode, layout,
				   false, reaping->calls, reaping->count);
	expected->nonblock = nonblock;
	tolerance->nonblock = more;
	return ret;
}

/*
 * Another process may hold the lock of the device, for longer than a callback
 * spins: any of them can fail.
 */
static bool may_meet_others(const struct cell *cell)
{
	return cell->others && cell->lock_scope == MNBENCH_SCOPE_DEVICE;
}

/* From @least to @most. */
static void widen(uint64_t *least, uint64_t *tolerance, uint64_t most)
{
	if (most > *least)
		*tolerance += most - *least;
}

/* @expected and @tolerance are those of a reaping that fails nowhere. */
static int allow_failures(struct expectation *expected,
			  struct expectation *tolerance,
			  const struct cell *cell, const struct mode_info *mode,
			  const struct layout *layout,
			  const struct reaping *reaping)
{
	struct expectation unused, *e = expected, *t = tolerance, most = *e;
	int ret = predict_failing(e, &unused, cell, mode, layout, reaping);

	for (size_t i = 0; i < MNBENCH_EVENT_COUNT; i++)
		widen(&e->callbacks[i], &t->callbacks[i], most.callbacks[i]);
	widen(&e->spurious, &t->spurious, most.spurious);
	widen(&e->invalidations, &t->invalidations, most.invalidations);
	widen(&e->widened, &t->widened, most.widened);
	widen(&e->nonblock, &t->nonblock, most.nonblock);
	t->failed += e->failed;
	e->failed = 0;
	return ret;
}

int oracle_predict_reap(struct expectation *expected,
			struct expectation *tolerance, const struct cell *cell,
			const struct mode_info *mode,
			const struct layout *layout,
			const struct reaping *reaping)
{
	int ret;

	if (cell->nonblock == MNBENCH_NONBLOCK_FAIL)
		return predict_failing(expected, tolerance, cell, mode, layout,
				       reaping);
	ret = predict_spinning(expected, tolerance, cell, mode, layout,
			       reaping);
	if (!ret && may_meet_others(cell))
		ret = allow_failures(expected, tolerance, cell, mode, layout,
				     reaping);
	return ret;
}
