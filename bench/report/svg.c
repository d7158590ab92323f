// SPDX-License-Identifier: GPL-2.0-only
/* Drawing the parts of pictures. */
#include "report/svg.h"

#include <math.h>
#include <string.h>

#include "report/html.h"

void svg_begin(FILE *file, double width, double height, const char *about)
{
	fprintf(file,
		"<svg viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"",
		width, height);
	html_text(file, about);
	fputs("\">\n", file);
}

void svg_end(FILE *file)
{
	fputs("</svg>\n", file);
}

void svg_text(FILE *file, double x, double y, const char *anchor,
	      const char *class, const char *text)
{
	fprintf(file, "<text x=\"%.1f\" y=\"%.1f\"", x, y);
	if (strcmp(anchor, "start") != 0)
		fprintf(file, " text-anchor=\"%s\"", anchor);
	if (*class)
		fprintf(file, " class=\"%s\"", class);
	putc('>', file);
	html_text(file, text);
	fputs("</text>\n", file);
}

void svg_line(FILE *file, const char *class, double x1, double y1, double x2,
	      double y2)
{
	fprintf(file, "<path class=\"%s\" d=\"M%.1f %.1fL%.1f %.1f\"/>\n",
		class, x1, y1, x2, y2);
}

/* With a letter for thousands, millions and so on. */
static void scaled_text(double number, double base, char text[SHORT_TEXT_MAX])
{
	static const char letters[] = "\0kMGT";
	double size = fabs(number);
	size_t letter = 0;

	while (size >= base && letter < 4) {
		size /= base;
		letter++;
	}
	snprintf(text, SHORT_TEXT_MAX, "%s%.3g%.1s", number < 0 ? "\u2212" : "",
		 size, letter ? &letters[letter] : "");
	if (letter == 1 && base > 1000)
		text[strlen(text) - 1] = 'K';
}

static void tick_text(double number, enum svg_form form,
		      char text[SHORT_TEXT_MAX])
{
	char *space;

	switch (form) {
	case SVG_TIME:
		if (number == 0) {
			snprintf(text, SHORT_TEXT_MAX, "0");
			return;
		}
		time_text(number, text);
		/* "5.00 µs" is a round number. */
		space = strstr(text, "\u00a0");
		if (space && strchr(text, '.')) {
			char *end = space;

			while (end[-1] == '0')
				end--;
			if (end[-1] == '.')
				end--;
			memmove(end, space, strlen(space) + 1);
		}
		return;
	case SVG_BYTES:
		scaled_text(number, 1024, text);
		return;
	case SVG_PERCENT:
		scaled_text(number, 1000, text);
		strcat(text, "\u00a0%");
		return;
	default:
		scaled_text(number, 1000, text);
	}
}

void svg_x_axis(FILE *file, const struct scale *scale, enum svg_form form,
		double top, double bottom)
{
	double ticks[TICKS_MAX];
	size_t count = scale_ticks(scale, ticks);

	for (size_t i = 0; i < count; i++) {
		double x = scale_at(scale, ticks[i]);
		char text[SHORT_TEXT_MAX];

		tick_text(ticks[i], form, text);
		svg_line(file, ticks[i] == 0 ? "z" : "g", x, top, x, bottom);
		svg_text(file, x, bottom + 14, "middle", "", text);
	}
}

void svg_y_axis(FILE *file, const struct scale *scale, enum svg_form form,
		double left, double right)
{
	double ticks[TICKS_MAX];
	size_t count = scale_ticks(scale, ticks);

	for (size_t i = 0; i < count; i++) {
		double y = scale_at(scale, ticks[i]);
		char text[SHORT_TEXT_MAX];

		tick_text(ticks[i], form, text);
		svg_line(file, ticks[i] == 0 ? "z" : "g", left, y, right, y);
		svg_text(file, left - 6, y + 4, "end", "", text);
	}
}

void svg_point(FILE *file, size_t series, double x, double y, const char *title)
{
	static const char *const shapes[] = {
		"",
		"M-3-3h6v6h-6z",
		"M0-4L4 0L0 4L-4 0z",
		"M0-4L3.8 3L-3.8 3z",
		"M0 4L3.8-3L-3.8-3z",
	};
	size_t shape = series % (sizeof(shapes) / sizeof(shapes[0]));

	if (shape)
		fprintf(file,
			"<path class=\"p\" transform=\"translate(%.1f %.1f)\" "
			"d=\"%s\">",
			x, y, shapes[shape]);
	else
		fprintf(file,
			"<circle class=\"p\" cx=\"%.1f\" cy=\"%.1f\" "
			"r=\"3.4\">",
			x, y);
	if (*title) {
		fputs("<title>", file);
		html_text(file, title);
		fputs("</title>", file);
	}
	fputs(shape ? "</path>\n" : "</circle>\n", file);
}

const char *svg_dash(size_t nth)
{
	static const char *const dashes[] = {
		"",
		" stroke-dasharray=\"5 3\"",
		" stroke-dasharray=\"1.5 2.5\"",
	};

	return dashes[nth % (sizeof(dashes) / sizeof(dashes[0]))];
}

/* A picture of drivers seldom has modes beside them, so they share colours. */
static bool preset_color(const char *mode, size_t *color)
{
	static const struct {
		const char *name;
		size_t color;
	} presets[] = {
		{"mlx5", 10},   {"xe", 12},      {"uvm", 11},
		{"amdkfd", 3},  {"kvm", 13},     {"nouveau", 4},
		{"rdma-mr", 7}, {"i915", 8},     {"amdgpu-userptr", 9},
		{"hfi1", 14},   {"test-hmm", 6},
	};
	const char *name = strchr(mode, ' ');

	for (size_t i = 0; name && i < sizeof(presets) / sizeof(presets[0]);
	     i++) {
		if (!strcmp(presets[i].name, name + 1)) {
			*color = presets[i].color;
			return true;
		}
	}
	return false;
}

size_t svg_color(const char *mode)
{
	static const char *const modes[] = {
		"none",           "stale",    "lifetime", "armed",
		"global",         "filtered", "hybrid",   "whole",
		"region",         "level",    "chunked",  "twopass",
		"adaptive",       "kvm",      "rxe",      "ruler-global",
		"ruler-interval",
	};
	const size_t count = sizeof(modes) / sizeof(modes[0]);
	size_t sum = 0, color;

	if (preset_color(mode, &color))
		return color;
	for (size_t i = 0; i < count; i++)
		if (!strcmp(modes[i], mode))
			return i;
	/* Another mode has always the same colour, which it shares. */
	while (*mode)
		sum += (unsigned char)*mode++;
	return sum % count;
}
