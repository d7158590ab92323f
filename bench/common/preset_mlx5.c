// SPDX-License-Identifier: GPL-2.0-only
/* The preset mlx5: implicit on-demand paging. */
#include "common/presets.h"

#define ODP_C         "drivers/infiniband/hw/mlx5/odp.c"
#define UMEM_ODP_C    "drivers/infiniband/core/umem_odp.c"
#define IB_UMEM_ODP_H "include/rdma/ib_umem_odp.h"

const struct preset preset_mlx5 = {
	.name = "mlx5",
	.summary = "mlx5 implicit on-demand paging",
	.note = "newer kernels have chunks of 16 GiB where page tables have "
		"five levels; the driver invalidates once for each run of "
		"pages, the preset once for all. It keeps 16 bytes for a page: "
		"8 are the list that filter scan has",
	.values =
		{
			{"mode", "chunked", ODP_C, "implicit_get_child_mr"},
			{"chunk_size", "1G", ODP_C, "MLX5_IMR_MTT_BITS"},
			{"filter", "scan", ODP_C, "mlx5_ib_invalidate_range"},
			{"removal", "deferred", ODP_C,
			 "destroy_unused_implicit_child_mr"},
			{"lock", "mutex", IB_UMEM_ODP_H, "umem_mutex"},
			{"lock_scope", "chunk", IB_UMEM_ODP_H, "umem_mutex"},
			{"wait_in", "inside", ODP_C,
			 "mlx5_ib_invalidate_range"},
			{"wait", "sleep", "drivers/infiniband/hw/mlx5/umr.c",
			 "mlx5r_umr_post_send_wait"},
			{"nonblock", "fail", ODP_C,
			 "mmu_notifier_range_blockable"},
			{"events", "all", ODP_C, "mlx5_ib_invalidate_range"},
			{"sequence", "every", ODP_C, "mmu_interval_set_seq"},
			{"fault_wait", "block", UMEM_ODP_C,
			 "ib_umem_odp_map_dma_and_lock"},
			{"dying", "wait", ODP_C, "mlx5_ib_invalidate_range"},
			{"chunk_bytes", "0", UMEM_ODP_C,
			 "ib_umem_odp_alloc_child"},
			{"page_bytes", "8", UMEM_ODP_C, "dma_list"},
		},
};
