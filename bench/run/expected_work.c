// SPDX-License-Identifier: GPL-2.0-only
/* How long samples are expected to take, by the parameters of their cells. */
#include "run/expected_work.h"

#include <stdbool.h>

/* Seconds of a processor, measured with Debian 6.1 in venue icount. */
#define WORK_PROCESS    0.08 /* a sample without any operation */
#define WORK_OP         0.0006
#define WORK_LATENCY_US 0.00001 /* of the device, for each operation */
#define WORK_CPU_PAGE   0.000014
#define WORK_DEVICE_RUN 0.000015

double expected_sample_work(const struct cell *cell)
{
	bool device = cell->inflight != 0;
	double runs = (double)(cell->region_size / cell->region_stride);
	double pages = runs * (double)(cell->region_run / 4096);
	double op = WORK_OP;

	if (device)
		op += WORK_LATENCY_US * (double)cell->device_ns / 1000;
	return WORK_PROCESS + (double)(cell->ops + cell->warmup) * op +
	       pages * WORK_CPU_PAGE + (device ? runs * WORK_DEVICE_RUN : 0);
}
