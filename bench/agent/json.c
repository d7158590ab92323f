// SPDX-License-Identifier: GPL-2.0-only
#include "agent/json.h"

void quote_json(FILE *f, const char *text)
{
	fputc('"', f);
	for (; *text; text++) {
		unsigned char c = *text;

		if (c == '"' || c == '\\')
			fputc('\\', f);
		fputc(c < 0x20 || c > 0x7e ? '?' : c, f);
	}
	fputc('"', f);
}
