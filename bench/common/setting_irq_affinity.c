// SPDX-License-Identifier: GPL-2.0-only
/*
 * The setting `irq_affinity`: the processors that devices may interrupt. Some
 * interrupts, such as that of a timer, cannot be moved.
 */
#include "common/setting.h"

#include <stdio.h>
#include <string.h>

#include "common/measured_cpu.h"

/* "away": every processor but the one that is measured. */
static int away(const char *root, char text[SETTING_VALUE_MAX])
{
	int cpu = measured_cpu(root), last = cpus_online(root) - 1;
	size_t n = 0;

	if (cpu < 0 || last < 1)
		return -1;
	text[0] = '\0';
	if (cpu > 0)
		n = (size_t)snprintf(text, SETTING_VALUE_MAX, "0-%d", cpu - 1);
	if (cpu < last)
		snprintf(text + n, SETTING_VALUE_MAX - n, "%s%d-%d",
			 n ? "," : "", cpu + 1, last);
	return 0;
}

static int translate(const char *root, const char *value,
		     char text[SETTING_VALUE_MAX])
{
	if (strcmp(value, "away") == 0)
		return away(root, text);
	if (!*value || value[strspn(value, "0123456789-,")] ||
	    strlen(value) >= SETTING_VALUE_MAX)
		return -1;
	snprintf(text, SETTING_VALUE_MAX, "%s", value);
	return 0;
}

const struct setting setting_irq_affinity = {
	.name = "irq_affinity",
	.summary = "processors that devices may interrupt",
	.allowed = "away (from the processor that is measured), a list like "
		   "0-3,8",
	.quiet = "away",
	.sources = {{"proc/irq/[0-9]*/smp_affinity_list", NULL}},
	.may_refuse = true,
	.translate = translate,
};
