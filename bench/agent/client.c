// SPDX-License-Identifier: GPL-2.0-only
/* The calls of /dev/mnbench. */
#include "agent/client.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>

#include "common/modes.h"

int device_open(void)
{
	int fd = open(MNBENCH_DEVICE_PATH, O_RDWR | O_CLOEXEC);

	return fd < 0 ? -errno : fd;
}

int device_attach(int fd, const struct cell *cell)
{
	return device_attach_as(fd, cell, 0);
}

int device_attach_as(int fd, const struct cell *cell, uint32_t number)
{
	const struct mode_info *mode = mode_find(cell->mode);
	struct mnbench_attach attach = {
		.size = sizeof(attach),
		.chunk_size = cell->chunk_size,
		.filter = cell->filter,
		.removal = cell->removal,
		.wait = cell->wait,
		.inflight = cell->inflight,
		.device_ns = cell->device_ns,
		.device_page_ns = cell->device_page_ns,
		.fault_ns = cell->fault_ns,
		.lock = cell->lock,
		.lock_scope = cell->lock_scope,
		.wait_in = cell->wait_in,
		.nonblock = cell->nonblock,
		.sequence = cell->sequence,
		.fault_wait = cell->fault_wait,
		.dying = cell->dying,
		.device = number,
		.pin = cell->pin,
		.range_size = cell->range_size,
		.chunk_bytes = cell->chunk_bytes,
		.page_bytes = cell->page_bytes,
		.register_ns = cell->register_ns,
		.register_page_ns = cell->register_page_ns,
		.map_page_ns = cell->map_page_ns,
	};

	if (mode && mode_has_callback(mode))
		attach.ignored_events = cell_ignored_events(cell);
	_Static_assert(sizeof(attach.mode) >= sizeof(cell->mode), "names fit");
	/* To the module, a mode of the agent is one without a device. */
	if (mode && mode->flags & MODE_IN_AGENT)
		strcpy((char *)attach.mode, "none");
	else
		memcpy(attach.mode, cell->mode, sizeof(cell->mode));
	return ioctl(fd, MNBENCH_IOC_ATTACH, &attach) ? -errno : 0;
}

int device_detach(int fd)
{
	return ioctl(fd, MNBENCH_IOC_DETACH) ? -errno : 0;
}

int device_settle(int fd)
{
	return ioctl(fd, MNBENCH_IOC_SETTLE) ? -errno : 0;
}

int device_counters(int fd, struct mnbench_counters *counters, bool reset)
{
	counters->size = sizeof(*counters);
	counters->flags = reset ? MNBENCH_COUNTERS_RESET : 0;
	return ioctl(fd, MNBENCH_IOC_COUNTERS, counters) ? -errno : 0;
}

int device_submit(int fd, struct mnbench_command *commands, size_t count)
{
	while (count) {
		size_t n = count < MNBENCH_COMMANDS_MAX ? count
							: MNBENCH_COMMANDS_MAX;
		struct mnbench_submit submit = {
			.size = sizeof(submit),
			.commands = (uintptr_t)commands,
			.command_size = sizeof(*commands),
			.count = n,
		};

		if (ioctl(fd, MNBENCH_IOC_SUBMIT, &submit))
			return -errno;
		if (submit.completed && commands[submit.completed - 1].result)
			return commands[submit.completed - 1].result;
		commands += n;
		count -= n;
	}
	return 0;
}

int device_read(int fd, uintptr_t addr, void *data, size_t size,
		unsigned int flags)
{
	struct mnbench_command command = {
		.op = MNBENCH_OP_READ,
		.flags = flags,
		.addr = addr,
		.length = size,
		.data = (uintptr_t)data,
	};

	return device_submit(fd, &command, 1);
}

int device_write(int fd, uintptr_t addr, const void *data, size_t size,
		 unsigned int flags)
{
	struct mnbench_command command = {
		.op = MNBENCH_OP_WRITE,
		.flags = flags,
		.addr = addr,
		.length = size,
		.data = (uintptr_t)data,
	};

	return device_submit(fd, &command, 1);
}

int device_map(int fd, uintptr_t addr, size_t size, unsigned int flags)
{
	struct mnbench_command command = {
		.op = MNBENCH_OP_MAP,
		.flags = flags,
		.addr = addr,
		.length = size,
	};

	return device_submit(fd, &command, 1);
}

static int submit_buffer(int fd, uint32_t op, uintptr_t addr, size_t size)
{
	struct mnbench_command command = {
		.op = op,
		.addr = addr,
		.length = size,
	};

	return device_submit(fd, &command, 1);
}

int device_register(int fd, uintptr_t addr, size_t size)
{
	return submit_buffer(fd, MNBENCH_OP_REGISTER, addr, size);
}

int device_unregister(int fd, uintptr_t addr, size_t size)
{
	return submit_buffer(fd, MNBENCH_OP_UNREGISTER, addr, size);
}

int device_snapshot(int fd, uintptr_t addr, size_t size, uint8_t *states)
{
	struct mnbench_command command = {
		.op = MNBENCH_OP_SNAPSHOT,
		.addr = addr,
		.length = size,
		.data = (uintptr_t)states,
	};

	return device_submit(fd, &command, 1);
}
