/* SPDX-License-Identifier: GPL-2.0-only */
/* Links of software RoCE (rxe), the RDMA device that needs no hardware. */
#ifndef AGENT_RDMA_LINK_H
#define AGENT_RDMA_LINK_H

#include "lib/error.h"

/*
 * Set up the loopback interface and an rxe link on it, if the module rdma_rxe
 * is in the kernel. For guests: it changes the machine. Returns 0, or -1 with
 * @error.
 */
int rdma_link_make(struct error *error);

/* Open the file of the first rxe link. Returns it, or -1 with @error. */
int rdma_link_open(struct error *error);

#endif
