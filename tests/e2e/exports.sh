#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Tests of what other systems read: JUnit XML and KCIDB reports of comparisons,
# files of results for LNT and asv.
set -u
. tests/e2e/lib.sh
. tests/e2e/lib-results.sh

# count ELEMENT: print how often the XML has it.
count() {
	xmllint --xpath "count(//$1)" "$tmp/junit.xml"
}
# valid_kcidb: the report conforms to the schema, and its ids are unique.
# shellcheck disable=SC2317 # `run` calls it
valid_kcidb() {
	/usr/bin/python3 - "$tmp/kcidb.json" <<-'END'
		import json, sys
		import jsonschema
		report = json.load(open(sys.argv[1]))
		schema = json.load(open("tests/e2e/kcidb.schema.json"))
		jsonschema.Draft7Validator.check_schema(schema)
		jsonschema.validate(report, schema)
		origin = report["builds"][0]["origin"]
		ids = [test["id"] for test in report["tests"]]
		assert len(set(ids)) == len(ids), "two tests have the same id"
		for kind in "checkouts", "builds", "tests":
		    for item in report[kind]:
		        assert item["id"].startswith(origin + ":"), item["id"]
		for test in report["tests"]:
		    assert test["build_id"] == report["builds"][0]["id"]
		print(" ".join(sorted(t["status"] for t in report["tests"])))
	END
}

# A regression, and names that XML must escape.
new="$tmp/a & b <c> \"d\".json"
slower '1' 50 "$golden" >"$new"
run "$mnbench" compare --junit "$tmp/junit.xml" --kcidb "$tmp/kcidb.json" \
	"$golden" "$new"
check 'the exit status is that of the comparison' [ "$status" -eq 1 ]
check 'and so is the text' grep -q '1 regressed' "$tmp/out"
check 'the XML is well-formed' xmllint --noout "$tmp/junit.xml"
check 'it has a case for each cell' [ "$(count testcase)" -eq 6 ]
check 'one of which is a failure' [ "$(count failure)" -eq 1 ]
check 'the suite says so' [ "$(xmllint --xpath \
	'string(//testsuite/@failures)' "$tmp/junit.xml")" -eq 1 ]
check 'of the cell that is slower' [ "$(xmllint --xpath \
	'string(//testcase[failure]/@name)' "$tmp/junit.xml")" = \
	'munmap global' ]
check 'with its times' [ "$(xmllint --xpath \
	'string(//failure/@message)' "$tmp/junit.xml")" = \
	'regressed: 17817 to 17867 vns, +50 +0.281%' ]
check 'a name is what it was' [ "$(xmllint --xpath \
	'string(//property[@name="new"]/@value)' "$tmp/junit.xml")" = "$new" ]
run valid_kcidb
sed 's/^/# /' "$tmp/err"
check 'the report conforms to the schema of KCIDB' [ "$status" -eq 0 ]
check 'with the same outcome' [ "$(cat "$tmp/out")" = \
	'FAIL PASS PASS PASS PASS PASS' ]

# A cell that fails in NEW alone, one that BASE lacks.
awk '/"failed": null/ && !done { sub("null", "\"sample 0: bad\""); done = 1 }
	{ print }' "$golden" >"$tmp/failed.json"
run "$mnbench" compare --junit "$tmp/junit.xml" --kcidb "$tmp/kcidb.json" \
	--origin my_lab "$golden" "$tmp/failed.json"
check 'a cell that fails is a failure' [ "$(count failure)" -eq 1 ]
run valid_kcidb
sed 's/^/# /' "$tmp/err"
check 'in both' grep -q '^FAIL PASS' "$tmp/out"
check 'of the system that reports' grep -q '"id": "my_lab:' "$tmp/kcidb.json"
run "$mnbench" compare --junit "$tmp/junit.xml" "$tmp/failed.json" \
	"$tmp/failed.json"
check 'one that failed before is an error' [ "$(count error)" -eq 1 ]

# Nothing is judged.
sed 's/"release": "[^"]*"/"release": "9.9"/' "$golden" >"$tmp/other.json"
run "$mnbench" compare --junit "$tmp/junit.xml" --kcidb "$tmp/kcidb.json" \
	"$golden" "$tmp/other.json"
check 'results that cannot be compared have status 2' [ "$status" -eq 2 ]
check 'one case, which is an error' \
	[ "$(count testcase) $(count error)" = '1 1' ]
run valid_kcidb
check 'and one test' [ "$(cat "$tmp/out")" = ERROR ]

# Timed results: what is not decided is no success.
timed seed=1 >"$tmp/a.json"
timed seed=2 munmap=5 >"$tmp/b.json"
run "$mnbench" compare --junit "$tmp/junit.xml" --kcidb "$tmp/kcidb.json" \
	"$tmp/a.json" "$tmp/b.json"
check 'timed results have XML' xmllint --noout "$tmp/junit.xml"
skipped=$(grep -c '"status": "SKIP"' "$tmp/kcidb.json")
check 'and what is skipped is so in both' [ "$(count skipped)" -eq "$skipped" ]
run valid_kcidb
sed 's/^/# /' "$tmp/err"
check 'their report conforms, too' [ "$status" -eq 0 ]

refused 'an origin that KCIDB does not allow' "origin cannot be 'My Lab'" \
	"$mnbench" compare --kcidb "$tmp/x.json" --origin 'My Lab' \
	"$golden" "$golden"
run "$mnbench" compare --junit /nowhere/x.xml "$golden" "$golden"
check 'a file that cannot be written' [ "$status" -eq 2 ]
check 'is named' grep -q 'cannot write /nowhere/x.xml: No such' "$tmp/err"

# Trackers of performance.
run "$mnbench" show --lnt "$golden"
check 'LNT has a report' /usr/bin/python3 - "$tmp/out" <<-'END'
	import json, sys
	report = json.load(open(sys.argv[1]))
	assert report["format_version"] == "2"
	assert report["machine"]["name"] == "mnbench-icount-x86_64"
	assert report["run"]["llvm_project_revision"] == "6.1.0-56-amd64"
	assert report["run"]["start_time"][10] == "T"
	assert len(report["tests"]) == 6
	times = {t["name"]: t["execution_time"] for t in report["tests"]}
	assert abs(times["golden/munmap/none/far/ops=10/warmup=2"] -
	           12434e-9) < 1e-12, times
END
run "$mnbench" show --lnt "$tmp/failed.json"
check 'a failed cell has a status and no time' [ "$(grep -c \
	'"execution_status": 1' "$tmp/out")" -eq 1 ]
run "$mnbench" show --asv "$tmp/asv" --commit 0123abc "$golden"
check 'asv has its files' [ "$status" -eq 0 ]
sed 's/"name": "golden"/"name": "other"/' "$golden" >"$tmp/plan.json"
run "$mnbench" show --asv "$tmp/asv" --commit 0123abc "$tmp/plan.json"
check 'which agree' /usr/bin/python3 - "$tmp/asv" <<-'END'
	import json, os, sys
	def load(*path):
	    return json.load(open(os.path.join(sys.argv[1], *path)))
	benchmarks = load("benchmarks.json")
	assert benchmarks.pop("version") == 2
	machine = load("mnbench-icount", "machine.json")
	assert machine.pop("version") == 1
	assert len(benchmarks) == 12, "of both plans"
	for plan in "golden", "other":
	    run = load("mnbench-icount", "0123abc-mnbench-%s.json" % plan)
	    assert run["version"] == 2 and run["commit_hash"] == "0123abc"
	    assert run["params"] == machine
	    assert run["env_name"] == "mnbench-" + plan
	    for name, values in run["results"].items():
	        row = dict(zip(run["result_columns"], values))
	        assert row["version"] == benchmarks[name]["version"]
	        assert row["params"] == benchmarks[name]["params"] == []
	        assert len(row["result"]) == 1 and row["result"][0] > 0
END
refused 'asv without a commit' 'needs --commit' \
	"$mnbench" show --asv "$tmp/asv" "$golden"
refused 'a commit that is a path' "commit cannot be '../x'" \
	"$mnbench" show --asv "$tmp/asv" --commit ../x "$golden"

finish
