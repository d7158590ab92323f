// SPDX-License-Identifier: GPL-2.0-only
/* Text and numbers of HTML pages. */
#include "report/html.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "print/numbers.h"

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

void percent_text(double percent, char text[SHORT_TEXT_MAX])
{
	const char *sign = percent < 0 ? "\u2212" : percent > 0 ? "+" : "";
	double size = fabs(percent);

	char digits[SHORT_TEXT_MAX / 2];

	if (size < 999.5)
		snprintf(digits, sizeof(digits), "%.*f",
			 size > 0 && size < 9.95 ? 1 : 0, size);
	else
		format_units(size, false, digits, sizeof(digits));
	snprintf(text, SHORT_TEXT_MAX, "%s%s\u00a0%%", sign, digits);
}

void time_text(double ns, char text[SHORT_TEXT_MAX])
{
	static const struct {
		double size;
		const char *name;
	} units[] = {{1e9, "s"}, {1e6, "ms"}, {1e3, "\u00b5s"}, {1, "ns"}};
	double size = fabs(ns);
	size_t unit = 0;
	int digits;

	/* 999.5 would be rounded to 1000. */
	while (unit < 3 && size < 0.9995 * units[unit].size)
		unit++;
	size /= units[unit].size;
	digits = unit == 3 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2;
	snprintf(text, SHORT_TEXT_MAX, "%s%.*f\u00a0%s", ns < 0 ? "\u2212" : "",
		 digits, size, units[unit].name);
}

const char *html_unit(const struct result *run)
{
	return strcmp(run->unit, "vns") ? "ns" : "virtual ns (instructions)";
}
