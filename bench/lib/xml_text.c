// SPDX-License-Identifier: GPL-2.0-only
/* Escaping texts for XML. */
#include "lib/xml_text.h"

void xml_text(FILE *to, const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '&':
			fputs("&amp;", to);
			break;
		case '<':
			fputs("&lt;", to);
			break;
		case '>':
			fputs("&gt;", to);
			break;
		case '"':
			fputs("&quot;", to);
			break;
		case '\n':
			fputs("&#10;", to);
			break;
		default: /* a control character cannot be in XML at all */
			if ((unsigned char)*text < ' ' && *text != '\t')
				fputs("\ufffd", to);
			else
				putc(*text, to);
		}
	}
}
