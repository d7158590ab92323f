// SPDX-License-Identifier: GPL-2.0-only
/* The models of the noise of histories, and the bounds to keep in each. */
#include "history_models.h"

#include "noise.h"

const struct history_model history_models[] = {
	{"independent, CV 1 %", noise_iid, true, NULL},
	{"2 % drift over all", noise_drift, false,
	 "protected: reported as drift, not as steps"},
	{"AR(1), 0.5", noise_ar1, false, "kept; a longer history finds more"},
	{"5 % spikes of 5 to 50 %", noise_spikes, false,
	 "kept; a longer history finds more"},
	{0},
};
