// SPDX-License-Identifier: GPL-2.0-only
/* The preset test_hmm: the kernel's own test of HMM. */
#include "common/presets.h"

#define TEST_HMM_C "lib/test_hmm.c"

const struct preset preset_test_hmm = {
	.name = "test-hmm",
	.summary = "the kernel's own test driver of HMM",
	.note = "its device is a table in memory, so nothing is waited for",
	.values =
		{
			{"mode", "whole", TEST_HMM_C, "dmirror_fops_open"},
			{"filter", "bitmap", TEST_HMM_C, "dmirror_do_update"},
			{"lock", "mutex", TEST_HMM_C,
			 "dmirror_interval_invalidate"},
			{"lock_scope", "mm", TEST_HMM_C, "dmirror_fops_open"},
			{"wait_in", "outside", TEST_HMM_C, "dmirror_do_update"},
			{"wait", "none", TEST_HMM_C, "dmirror_do_update"},
			{"nonblock", "trylock", TEST_HMM_C, "mutex_trylock"},
			{"events", "all", TEST_HMM_C,
			 "dmirror_interval_invalidate"},
			{"sequence", "every", TEST_HMM_C,
			 "mmu_interval_set_seq"},
			{"fault_wait", "block", TEST_HMM_C,
			 "dmirror_range_fault"},
			{"dying", "wait", TEST_HMM_C,
			 "dmirror_interval_invalidate"},
			{"chunk_bytes", "0", TEST_HMM_C, "dmirror_fops_open"},
		},
};
