// SPDX-License-Identifier: GPL-2.0-only
/* The preset rdma-mr: explicit on-demand paging of mlx5 and rxe. */
#include "common/presets.h"

#define UMEM_ODP_C    "drivers/infiniband/core/umem_odp.c"
#define RXE_ODP_C     "drivers/infiniband/sw/rxe/rxe_odp.c"
#define IB_UMEM_ODP_H "include/rdma/ib_umem_odp.h"

const struct preset preset_rdma_mr = {
	.name = "rdma-mr",
	.summary = "an explicit on-demand-paging region of mlx5 or rxe",
	.note = "the values are mlx5's where the two differ. It keeps 16 bytes "
		"for a page: 8 are the list that filter scan has. rxe keeps "
		"these alone, waits for no device, and reads the list also "
		"where the region holds no page. Plain regions pin their pages "
		"and have no notifier",
	.values =
		{
			{"mode", "region", UMEM_ODP_C, "ib_umem_odp_get"},
			{"filter", "scan", UMEM_ODP_C,
			 "ib_umem_odp_unmap_dma_pages"},
			{"lock", "mutex", IB_UMEM_ODP_H, "umem_mutex"},
			{"lock_scope", "chunk", IB_UMEM_ODP_H, "umem_mutex"},
			{"wait_in", "inside",
			 "drivers/infiniband/hw/mlx5/odp.c",
			 "mlx5_ib_invalidate_range"},
			{"wait", "sleep", "drivers/infiniband/hw/mlx5/umr.c",
			 "mlx5r_umr_post_send_wait"},
			{"nonblock", "fail", RXE_ODP_C,
			 "mmu_notifier_range_blockable"},
			{"events", "all", RXE_ODP_C, "rxe_ib_invalidate_range"},
			{"sequence", "every", RXE_ODP_C,
			 "mmu_interval_set_seq"},
			{"fault_wait", "block", UMEM_ODP_C,
			 "ib_umem_odp_map_dma_and_lock"},
			{"dying", "wait", RXE_ODP_C, "rxe_ib_invalidate_range"},
			{"chunk_bytes", "0", UMEM_ODP_C, "ib_umem_odp_get"},
			{"page_bytes", "8", UMEM_ODP_C, "dma_list"},
			{"pin", "no", UMEM_ODP_C,
			 "ib_umem_odp_map_dma_and_lock"},
		},
};
