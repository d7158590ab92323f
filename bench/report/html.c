// SPDX-License-Identifier: GPL-2.0-only
/* Text and numbers of HTML pages. */
#include "report/html.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

void html_text(FILE *file, const char *text)
{
	for (; *text; text++) {
		switch (*text) {
		case '&':
			fputs("&amp;", file);
			break;
		case '<':
			fputs("&lt;", file);
			break;
		case '>':
			fputs("&gt;", file);
			break;
		case '"':
			fputs("&quot;", file);
			break;
		case '\'':
			fputs("&#39;", file);
			break;
		case '\n':
		case '\t':
			putc(*text, file);
			break;
		default: /* HTML forbids other control characters */
			if ((unsigned char)*text < ' ')
				fputs("\ufffd", file);
			else
				putc(*text, file);
		}
	}
}

void html_number(FILE *file, double number, bool sign)
{
	char digits[32];
	size_t length;

	snprintf(digits, sizeof(digits), "%.0f", fabs(number));
	length = strlen(digits);
	if (strcmp(digits, "0") && (number < 0 || sign))
		fputs(number < 0 ? "\u2212" : "+", file);
	for (size_t i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			putc(',', file);
		putc(digits[i], file);
	}
}

const char *html_unit(const struct result *run)
{
	return strcmp(run->unit, "vns") ? "ns" : "virtual ns (instructions)";
}
