// SPDX-License-Identifier: GPL-2.0-only
/* Writing JSON, as far as the agent needs it. */
#include "agent/json.h"

void json_write_string(FILE *out, const char *text)
{
	fputc('"', out);
	for (; *text; text++) {
		unsigned char c = *text;

		if (c == '"' || c == '\\')
			fputc('\\', out);
		fputc(c < 0x20 || c > 0x7e ? '?' : c, out);
	}
	fputc('"', out);
}
