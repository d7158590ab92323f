// SPDX-License-Identifier: GPL-2.0-only
/* The kernel log, and the defects that it reports. */
#include "agent/kernel_log.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "agent/json.h"

static bool reports_defect(const char *record)
{
	static const char *const marks[] = {
		"WARNING:",
		"BUG:",
		"Oops",
		"general protection fault",
		"Call Trace:",
		"possible circular locking",
		"possible recursive locking",
		"inconsistent lock state",
		"blocked for more than",
		"soft lockup",
		"rcu_preempt detected",
		"rcu_sched detected",
		"self-detected stall",
		"trying to register non-static key",
		"locking correctness validator",
		"ODEBUG:",
		"segfault at",
		"Out of memory",
		"invoked oom-killer",
		"refcount_t:",
	};

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (strstr(record, marks[i]))
			return true;
	return false;
}

int kernel_log_open(bool from_now_on)
{
	int log = open("/dev/kmsg", O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (log >= 0 && from_now_on)
		lseek(log, 0, SEEK_END);
	return log;
}

int kernel_log_defects(FILE *out, int log)
{
	/* One read returns one record: "prio,seq,usec,flags;text\n". */
	char record[8192];
	int found = 0;
	ssize_t n;

	fputc('[', out);
	while (log >= 0 && (n = read(log, record, sizeof(record) - 1)) > 0) {
		char *text;

		record[n] = '\0';
		text = strchr(record, ';');
		text = text ? text + 1 : record;
		text[strcspn(text, "\n")] = '\0';
		if (!reports_defect(text))
			continue;
		if (found++)
			fputc(',', out);
		json_write_string(out, text);
	}
	fputc(']', out);
	if (log >= 0)
		close(log);
	return found;
}
