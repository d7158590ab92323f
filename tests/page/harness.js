/* SPDX-License-Identifier: GPL-2.0-only */
/* The checks of a page, which run in a browser around it: nothing is cut,
   nothing scrolls sideways, and all text can be read. */
"use strict";

function checkPage(frame, width, rows, say) {
	var doc = frame.contentDocument, view = frame.contentWindow;
	var all = Array.from(doc.body.querySelectorAll("*"));

	/* Of a huge page, a tenth: its rows are alike. */
	if (all.length > 30000)
		all = all.filter(function (node, i) {
			return i % 10 === 0 || i < 2000;
		});

	function name(node) {
		return node.tagName + "." + (node.getAttribute("class") || "") +
			" '" + node.textContent.trim().slice(0, 40) + "'";
	}
	function shown(node) {
		var box = node.getBoundingClientRect();
		return box.width > 0 && box.height > 0 &&
			view.getComputedStyle(node).visibility === "visible" &&
			!node.closest(".skip");
	}
	function channels(color) {
		return color.match(/[\d.]+/g).map(Number);
	}
	function light(color) {
		var parts = channels(color).slice(0, 3).map(function (value) {
			value /= 255;
			return value <= 0.03928 ? value / 12.92 :
				Math.pow((value + 0.055) / 1.055, 2.4);
		});
		return 0.2126 * parts[0] + 0.7152 * parts[1] +
			0.0722 * parts[2];
	}
	function background(node) {
		for (; node; node = node.parentElement) {
			var color = view.getComputedStyle(node).backgroundColor;
			if (channels(color)[3] !== 0)
				return color;
		}
		return "rgb(255, 255, 255)";
	}
	function contrast(node) {
		var style = view.getComputedStyle(node);
		var ink = light(node.closest("svg") ? style.fill : style.color);
		var paper = light(background(node));
		return (Math.max(ink, paper) + 0.05) /
			(Math.min(ink, paper) + 0.05);
	}
	function hasText(node) {
		return Array.from(node.childNodes).some(function (child) {
			return child.nodeType === 3 && child.data.trim();
		});
	}

	doc.querySelectorAll("details").forEach(function (node) {
		node.open = true;
	});
	if (view.innerWidth !== width)
		say("the page is " + view.innerWidth + " wide");
	if (doc.documentElement.scrollWidth > width)
		say("scrolls sideways: " + doc.documentElement.scrollWidth);
	all.forEach(function (node) {
		var style, box, svg;

		if (!shown(node) || node.closest("option"))
			return;
		style = view.getComputedStyle(node);
		box = node.getBoundingClientRect();
		if (box.right > width + 1 || box.left < -1)
			say("sticks out: " + name(node));
		if (!/^(INPUT|SELECT|BUTTON|svg|IMG)$/.test(node.tagName) &&
			style.display !== "inline" &&
			(/auto|scroll|hidden|clip/.test(style.overflowX +
				style.overflowY) || node.tagName === "TD" ||
				node.tagName === "TH") &&
			(node.scrollWidth > node.clientWidth + 1 ||
				node.scrollHeight > node.clientHeight + 2) &&
			!node.closest("svg"))
			say("is cut: " + name(node));
		if (node.tagName === "text") {
			svg = node.closest("svg").getBoundingClientRect();
			if (box.right > svg.right + 1 || box.left < svg.left - 1 ||
				box.bottom > svg.bottom + 1)
				say("leaves its picture: " + name(node));
		}
		if (hasText(node) && node.tagName !== "title" &&
			node.tagName !== "OPTION" && contrast(node) < 4.5)
			say("has a contrast of " + contrast(node).toFixed(1) +
				": " + name(node));
	});
	var found = Array.from(doc.querySelectorAll("table.cells tbody tr"));
	if (found.length !== rows)
		say("has " + found.length + " rows instead of " + rows);
	found.forEach(function (row) {
		if (!shown(row))
			say("a row is hidden: " + name(row));
	});
	doc.querySelectorAll("a[href^='#']").forEach(function (link) {
		if (!doc.getElementById(link.getAttribute("href").slice(1)))
			say("leads nowhere: " + link.getAttribute("href"));
	});
	var ids = new Set();
	doc.querySelectorAll("[id]").forEach(function (node) {
		if (ids.has(node.id))
			say("an id occurs twice: " + node.id);
		ids.add(node.id);
	});
}

/* Sort and filter as a user does; the frame has a page with cells. */
function checkScript(frame, say) {
	var doc = frame.contentDocument, view = frame.contentWindow;
	var table = doc.querySelector("table.cells");
	var heads = Array.from(table.tHead.rows[0].cells);
	var column = heads.findIndex(function (head) {
		return /^(cost in %|p50|change|last to first)$/.test(head.textContent);
	});
	var rows = table.tBodies[0].rows.length, numbers;

	heads[column].querySelector("button").click();
	if (heads[column].getAttribute("aria-sort") !== "descending")
		say("the column is not said to be sorted");
	numbers = Array.from(table.tBodies[0].rows).map(function (row) {
		return parseFloat(row.cells[column].textContent
			.replace("\u2212", "-").replace(/[,+]/g, ""));
	}).filter(function (number) { return !isNaN(number); });
	if (!numbers.length)
		say("there are no numbers to sort");
	numbers.forEach(function (number, i) {
		if (i && number > numbers[i - 1])
			say("the rows are not sorted: " + number);
	});
	if (table.tBodies[0].rows.length !== rows)
		say("sorting lost rows");
	if (doc.querySelector("form.tools").hidden)
		say("there is nothing to filter with");
	if (!/^\d+ of \d+ rows$/.test(doc.querySelector("output").textContent))
		say("the rows are not counted");
	void view;
}

function checkAll(widths, rows, script) {
	var list = document.getElementById("problems");
	var problems = [];

	document.querySelectorAll("iframe").forEach(function (frame, i) {
		function say(text) {
			if (problems.length < 40)
				problems.push(widths[i] + ": " + text);
		}
		try {
			checkPage(frame, widths[i], rows, say);
			if (script && i === 0)
				checkScript(frame, say);
		} catch (error) {
			say("the check failed: " + error);
		}
	});
	list.textContent = "checked\n" + problems.join("\n");
}
