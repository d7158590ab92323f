// SPDX-License-Identifier: GPL-2.0-only
/* The table of presets, each with its source. */
#include "common/presets.h"

#include <stddef.h>
#include <string.h>

#include "common/units.h"
#include "mnbench_abi.h"

const struct preset presets[] = {
	{"mlx5", GiB, MNBENCH_REMOVAL_DEFERRED,
	 "mlx5 implicit on-demand paging: a child of 1 GiB, freed by a work "
	 "item after its last page",
	 "drivers/infiniband/hw/mlx5/odp.c: MLX5_IMR_MTT_BITS, "
	 "destroy_unused_implicit_child_mr()"},
	{"xe", 512 * MiB, MNBENCH_REMOVAL_DEFERRED,
	 "xe and others on drm_gpusvm: a notifier of 512 MiB, removed by the "
	 "garbage collector's worker with its last range",
	 "drivers/gpu/drm/xe/xe_module.c: svm_notifier_size; "
	 "drivers/gpu/drm/drm_gpusvm.c: drm_gpusvm_range_remove()"},
	{"uvm", 2 * MiB, MNBENCH_REMOVAL_KEEP,
	 "NVIDIA UVM with HMM: a block of 2 MiB, kept when its memory has gone",
	 "NVIDIA/open-gpu-kernel-modules kernel-open/nvidia-uvm: "
	 "UVM_VA_BLOCK_BITS, uvm_hmm_va_block_reclaim()"},
	{0},
};

const struct preset *preset_find(const char *name)
{
	for (const struct preset *preset = presets; preset->name; preset++)
		if (strcmp(preset->name, name) == 0)
			return preset;
	return NULL;
}

static bool differs(const struct cell *cell, const char *name, uint64_t value)
{
	const struct cell_key *key = cell_key_find(name);

	return cell_key_applies(cell, key) && cell_number(cell, key) != value;
}

const char *preset_difference(const struct preset *preset,
			      const struct cell *cell)
{
	if (differs(cell, "chunk_size", preset->chunk_size))
		return "chunk_size";
	if (differs(cell, "removal", preset->removal))
		return "removal";
	return NULL;
}

const struct preset *preset_of(const struct cell *cell)
{
	if (!cell->chunk_size ||
	    !cell_key_applies(cell, cell_key_find("removal")))
		return NULL;
	for (const struct preset *preset = presets; preset->name; preset++)
		if (!preset_difference(preset, cell))
			return preset;
	return NULL;
}
