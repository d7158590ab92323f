// SPDX-License-Identifier: GPL-2.0-only
/*
 * A measurement's buffers: each run of device pages is registered with all
 * devices, as one buffer or as several that overlap.
 */
#include "agent/client.h"
#include "agent/clock.h"
#include "agent/measurement.h"

/* Commands that are submitted at once. */
struct queue {
	struct mnbench_command commands[64];
	size_t count;
};

static int flush(struct measurement *m, struct queue *queue)
{
	int ret = devices_submit(&m->devices, queue->commands, queue->count);

	queue->count = 0;
	return ret;
}

static int add(struct measurement *m, struct queue *queue, size_t run,
	       size_t bytes)
{
	queue->commands[queue->count++] = (struct mnbench_command){
		.op = MNBENCH_OP_REGISTER,
		.addr = layout_run(&m->layout, run),
		.length = bytes,
	};
	if (queue->count < sizeof(queue->commands) / sizeof(*queue->commands))
		return 0;
	return flush(m, queue);
}

/*
 * The buffer of the first run with the first device, which cannot map it
 * before.
 */
static int register_first(struct measurement *m)
{
	uint64_t begin = clock_ns();
	int ret = device_register(m->devices.fd[0], layout_run(&m->layout, 0),
				  m->layout.run);

	if (!m->sample->first_map_ns)
		m->sample->first_map_ns = clock_ns() - begin;
	for (size_t i = 1; !ret && i < m->devices.count; i++)
		ret = device_register(m->devices.fd[i],
				      layout_run(&m->layout, 0), m->layout.run);
	return ret;
}

/* Whether the driver knows the region as buffers, or as slots. */
static bool has_buffers(const struct measurement *m)
{
	return m->mode->coverage == MODE_COVERS_BUFFERS ||
	       m->cell->filter == MNBENCH_FILTER_SLOTS;
}

int measurement_register(struct measurement *m)
{
	const struct layout *layout = &m->layout;
	struct queue queue = {.count = 0};
	int ret;

	if (!has_buffers(m))
		return 0;
	ret = register_first(m);
	for (size_t run = 0; !ret && run < layout->runs; run++)
		for (size_t i = run ? 0 : 1; !ret && i < layout->buffers; i++)
			ret = add(m, &queue, run, layout_buffer(layout, i));
	if (!ret && queue.count)
		ret = flush(m, &queue);
	return ret ? measurement_fail(m, "register buffers", ret) : 0;
}
