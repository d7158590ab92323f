/* SPDX-License-Identifier: GPL-2.0-only */
/* The script of the report's pages: it sorts and filters the tables of cells.
   Without it a page has all of its contents. */
(function () {
	"use strict";
	var tables = Array.from(document.querySelectorAll("table.cells"));
	var form = document.querySelector("form.tools");
	if (!form || !tables.length)
		return;

	function number(text) {
		var n = parseFloat(text.replace("\u2212", "-")
			.replace(/[,+\u00a0%]/g, ""));
		return isNaN(n) ? null : n;
	}
	function make(name, attributes, parent, text) {
		var node = document.createElement(name);
		for (var key in attributes)
			node.setAttribute(key, attributes[key]);
		if (text)
			node.textContent = text;
		return parent.appendChild(node);
	}
	function field(label, name, attributes) {
		return make(name, attributes || {},
			make("label", {}, form, label));
	}
	function words(column) {
		var seen = new Set();
		tables.forEach(function (table) {
			for (var row of table.tBodies[0].rows)
				seen.add(column(row));
		});
		return Array.from(seen);
	}
	function options(select, list) {
		list.forEach(function (item) {
			make("option", { value: item[0] }, select, item[1]);
		});
	}

	/* Sorting: a button in each heading, and a choice on narrow screens. */
	function sort(table, index, direction) {
		var body = table.tBodies[0];
		var rows = Array.from(body.rows).map(function (row, place) {
			var text = row.cells[index].textContent;
			return { row: row, text: text, number: number(text) };
		});
		var numeric = index > 0 && rows.every(function (entry) {
			return entry.number !== null ||
				/^(\u2013|failed|)$/.test(entry.text);
		});
		rows.sort(function (a, b) {
			if (!numeric)
				return direction *
					a.text.localeCompare(b.text, "en",
						{ numeric: true });
			if (a.number === null || b.number === null)
				return (a.number === null) -
					(b.number === null);
			return direction * (a.number - b.number);
		});
		rows.forEach(function (entry) { body.appendChild(entry.row); });
		Array.from(table.tHead.rows[0].cells).forEach(
			function (heading, i) {
				heading.setAttribute("aria-sort",
					i !== index ? "none" : direction > 0 ?
					"ascending" : "descending");
			});
	}
	tables.forEach(function (table) {
		Array.from(table.tHead.rows[0].cells).forEach(
			function (heading, index) {
				var name = heading.textContent;
				heading.textContent = "";
				heading.setAttribute("aria-sort", "none");
				make("button", { type: "button" }, heading,
					name).addEventListener("click",
					function () {
						var state = heading.getAttribute(
							"aria-sort");
						sort(table, index, state ===
							"ascending" || (index >
							2 && state === "none") ?
							-1 : 1);
					});
			});
	});

	/* A choice for each column of words, unless it has too many. */
	var heads = Array.from(tables[0].tHead.rows[0].cells).map(
		function (head) { return head.textContent; });
	var costs = heads.includes("cost in %");
	var sortable = /^(cost in %|p50|change|last to first)$/;
	var search = field("Search", "input", { type: "search" });
	var choices = [];
	[0, 1].forEach(function (index) {
		var list = words(function (row) {
			return row.cells[index].textContent;
		});
		var select;
		if (list.length < 2 || list.length > 60 ||
			list.length === tables[0].tBodies[0].rows.length)
			return;
		select = field(heads[index], "select");
		options(select, [["", "all"]].concat(list.map(
			function (word) { return [word, word]; })));
		choices.push([index, select]);
	});
	var cost = costs ? field("cost", "select") : { value: "" };
	if (costs)
		options(cost, [["", "all"], ["more", "1 % or more"],
			["same", "less than 1 %"],
			["less", "faster by 1 % or more"],
			["bad", "failed or gave up"]]);
	var order = field("order", "select");
	options(order, [["", "as made"], ["-", "largest first"],
		["+", "smallest first"]]);
	var count = make("output", { "aria-live": "polite" }, form);

	function named(row, name) {
		for (var cell of row.cells)
			if (cell.dataset.m === name)
				return cell.textContent;
		return "";
	}
	function fits(row, text) {
		var percent, bad;
		if (!choices.every(function (choice) {
			return !choice[1].value || choice[1].value ===
				row.cells[choice[0]].textContent;
		}))
			return false;
		if (text && !text.every(function (word) {
			return row.textContent.toLowerCase().includes(word);
		}))
			return false;
		if (!cost.value)
			return true;
		percent = number(named(row, "cost in %"));
		bad = row.querySelector(".bad") ||
			number(named(row, "gave up")) > 0;
		if (cost.value === "bad")
			return !!bad;
		if (percent === null || bad)
			return false;
		return cost.value === "more" ? percent >= 1 :
			cost.value === "less" ? percent <= -1 :
			Math.abs(percent) < 1;
	}
	function filter() {
		var text = search.value.toLowerCase().split(/\s+/)
			.filter(Boolean);
		var shown = 0, all = 0;
		tables.forEach(function (table) {
			var some = 0;
			for (var row of table.tBodies[0].rows) {
				row.hidden = !fits(row, text);
				some += !row.hidden;
				all++;
			}
			table.hidden = !some;
			shown += some;
		});
		count.textContent = shown + " of " + all + " rows";
	}
	var timer;
	form.addEventListener("input", function (event) {
		if (event.target === order) {
			tables.forEach(function (table) {
				var heads = Array.from(
					table.tHead.rows[0].cells);
				var index = heads.findIndex(function (head) {
					return sortable.test(head.textContent);
				});
				if (order.value && index > 0)
					sort(table, index,
						order.value === "-" ? -1 : 1);
				else
					table._rows.forEach(function (row) {
						table.tBodies[0].appendChild(
							row);
					});
			});
			return;
		}
		clearTimeout(timer);
		timer = setTimeout(filter, 80);
	});
	form.addEventListener("submit", function (event) {
		event.preventDefault();
	});
	tables.forEach(function (table) {
		table._rows = Array.from(table.tBodies[0].rows);
	});
	/* A link to a row that a filter hides shows all rows again. */
	window.addEventListener("hashchange", function () {
		var row = document.getElementById(location.hash.slice(1));
		if (row && row.hidden) {
			form.reset();
			filter();
			row.scrollIntoView();
		}
	});
	/* On paper nothing is folded. */
	window.addEventListener("beforeprint", function () {
		document.querySelectorAll("details").forEach(function (node) {
			node.open = true;
		});
	});
	filter();
	form.hidden = false;
})();
