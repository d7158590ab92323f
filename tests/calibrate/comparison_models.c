// SPDX-License-Identifier: GPL-2.0-only
/* The models of comparisons, and which of them need not find 2 %. */
#include "comparison_models.h"

#include "comparison_noise.h"

/* Two runs of one boot, each with as many processes a cell. */
#define PAIR(n) .processes = {n, n}, .runs = 1
/* Several runs a side, each in a boot of its own, with 10 processes a cell. */
#define BOOTS(n) .processes = {10, 10}, .runs = n, .boots = n

/* Why a row need not find 2 %. */
#define MORE     "kept; more processes find more"
#define BOOTED   "kept; more boots find more"
#define NOISY    "kept; finds less in noise of this size"
#define UNSHARED "refused: cells wander by themselves"

const struct comparison_model comparison_models[] = {
	{"independent, CV 1 %", independent, PAIR(40)},
	{"the same within one run, none against kvm", independent, PAIR(40),
	 .one_run = true},
	{"the same, a workload slower in all modes", independent, PAIR(40),
	 .workload = true, .what = "kept; workloads have fewer witnesses"},
	{"the same, half of the cells secondary", independent, PAIR(40),
	 .secondary = true},
	{"20 processes a side", independent, PAIR(20), .what = MORE},
	{"10 processes a side", independent, PAIR(10), .what = MORE},
	{"5 processes a side", independent, PAIR(5), .what = MORE},
	{"3 processes a side", independent, PAIR(3),
	 .what = "refused: fewer than five"},
	{"2 processes a side", independent, PAIR(2),
	 .what = "refused: fewer than five"},
	{"40 against 20 processes", independent, .processes = {40, 20},
	 .runs = 1, .what = MORE},
	{"40 against 5 processes", independent, .processes = {40, 5}, .runs = 1,
	 .what = "refused: uneven"},
	{"2 % drift in each run", drift, PAIR(40)},
	{"AR(1), 0.5", ar1_half, PAIR(40)},
	{"AR(1), 0.9", ar1_strong, PAIR(40)},
	{"each cell wanders by itself, AR(1), 0.9", own_wander, PAIR(40),
	 .what = UNSHARED},
	{"the same within one run", own_wander, PAIR(40), .one_run = true,
	 .what = UNSHARED},
	{"levels of 1 %, for an eighth of a run", levels, PAIR(40)},
	{"speed changes by 1 % in each run", step_within, PAIR(40)},
	{"speed changes by 3 % between runs", step_between, PAIR(40)},
	{"two speeds, 30 % apart", speeds, PAIR(40)},
	{"workloads follow the speed by 1 % more or less", unlike_workloads,
	 PAIR(40), .what = NOISY},
	{"5 % spikes of 5 to 50 %", spikes, PAIR(40)},
	{"the same, 10 processes a side", spikes, PAIR(10), .what = MORE},
	{"heavy tails, t with 3 df", heavy_tails, PAIR(40)},
	{"exponential, 1 %", skewed, PAIR(40)},
	{"bimodal, 50/50, 3 % apart", bimodal, PAIR(40), .what = NOISY},
	{"noise that triples in a run", growing, PAIR(40)},
	{"CV .3 to 10 % by cell", mixed_sizes, PAIR(40), .what = NOISY},
	{"the same, and levels of 1 %", mixed_sizes_levels, PAIR(40),
	 .what = NOISY},
	{"clock of 1 % steps", independent, PAIR(40), .step = 100},
	{"clock of 5 % steps", independent, PAIR(40), .step = 500,
	 .what = "kept; the clock hides less than its step"},
	{"no noise at all", none_at_all, PAIR(40),
	 .what = "refused: no noise to compare with"},
	{"3 runs a side of one boot", step_between, .processes = {20, 20},
	 .runs = 3},
	{"boots of 1 %, one run a side", boots_middle, .processes = {40, 40},
	 .runs = 1, .boots = 1, .what = "refused: one boot a side"},
	{"5 runs of one boot a side, 1 %", boots_middle, .processes = {10, 10},
	 .runs = 5, .boots = 1, .what = "refused: one boot a side"},
	{"3 boots a side, 1 %", boots_middle, BOOTS(3),
	 .what = "refused: fewer than five"},
	{"5 boots a side, .3 %", boots_small, BOOTS(5)},
	{"5 boots a side, 3 %", boots_large, BOOTS(5)},
	{"12 boots a side, 1 %", boots_middle, BOOTS(12)},
	{"12 boots a side, 3 %", boots_large, BOOTS(12)},
	{"5 boots, layout: a fifth 2.5 % slower", layouts, BOOTS(5),
	 .what = BOOTED},
	{"12 boots, layout: a fifth 2.5 % slower", layouts, BOOTS(12),
	 .what = BOOTED},
	{"5 boots, each cell .3 %", boot_cells, BOOTS(5), .what = BOOTED},
	{0},
};

const struct comparison_model power_models[] = {
	{"within one run, 40 processes", independent, PAIR(40),
	 .one_run = true},
	{"20 processes a side", independent, PAIR(20)},
	{"40 processes a side", independent, PAIR(40)},
	{"80 processes a side", independent, PAIR(80)},
	{"5 boots a side, 1 %", boots_middle, BOOTS(5)},
	{"12 boots a side, 1 %", boots_middle, BOOTS(12)},
	{0},
};
