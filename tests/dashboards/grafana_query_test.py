#!/usr/bin/env python3
"""Every query of the Grafana dashboards is asked of a real Prometheus that has scraped two
exporters in the small internet of the fault lab, through crashes, a lost forward and a new public
address."""
import json
import os
import pathlib
import shutil
import sys
import tempfile

import collect
import grafana
import harness

# What a query may not have in the lab, and why: (dashboard, panel, refId).
EMPTY = {}
# Programs of the small internet, and Prometheus.
NEEDED = ("dnsmasq", "turnserver", "miniupnpd", "openssl", "prometheus")


def is_empty(answer: dict) -> bool:
    return answer["status"] == "success" and not answer["data"]["result"]


class GrafanaQueryTest(harness.Case):
    answers = None

    def board(self, name: str) -> dict:
        return self.answers["boards"][name]

    def test_prometheus_takes_every_query(self):
        for name in grafana.BOARDS:
            for target, panels in self.board(name)["panels"].items():
                for panel, answers in panels.items():
                    for answer in answers:
                        self.assertEqual("success", answer["status"],
                                         f"{name} {target} {panel}: {answer.get('error')}")

    def test_every_query_returns_data_for_one_of_the_targets(self):
        for name in grafana.BOARDS:
            recorded = self.board(name)["panels"].values()
            for panel, query in grafana.queries(grafana.load(name)):
                i = panel["targets"].index(query)
                nothing = all(is_empty(panels[str(panel["id"])][i]) for panels in recorded)
                where = (name, panel["title"], query["refId"])
                self.assertEqual(where in EMPTY, nothing, f"{where}: {query['expr']}")

    def test_a_crash_shows_as_refused_with_its_time_and_cause(self):
        found = self.of_panel("fleet", "Checks, the longest outage first")
        states = {(row["metric"]["target"], row["metric"]["state"]) for row in
                  found[0]["data"]["result"]}
        self.assertIn(("rust-main", "refused"), states)
        self.assertIn(("friend", "filtered"), states)
        self.assertIn(("old-name", "unreachable"), states)
        down = {row["metric"]["target"] for row in found[1]["data"]["result"]}
        self.assertIn("rust-main", down)

    def test_the_heatmap_has_results_in_more_than_one_bucket(self):
        rows = self.of_panel("fleet", "Round-trip times of the chosen modules")[0]["data"]["result"]
        # How often each bound was not passed, all moments together; they overlap, which is no harm.
        counts = {row["metric"]["le"]: sum(float(count) for _, count in row["values"])
                  for row in rows}
        self.assertEqual(21, len(counts), counts)
        self.assertIn("+Inf", counts)
        rising = [counts[bound] for bound in sorted(counts, key=float)]
        self.assertEqual(sorted(rising), rising)
        self.assertLess(2, len(set(rising)), "all results are in one bucket")

    def test_annotations_mark_the_new_address_the_stale_name_and_the_reloads(self):
        for name in grafana.BOARDS:
            for title, answer in self.board(name)["annotations"].items():
                self.assertEqual("success", answer["status"], answer.get("error"))
                self.assertTrue(answer["data"]["result"], f"{name}: {title}")

    def test_every_variable_has_its_values(self):
        wanted = {"job": {"reach_exporter"}, "vantage": {"home", "outside"}}
        for name in grafana.BOARDS:
            for variable, answer in self.board(name)["variables"].items():
                self.assertTrue(answer["data"], f"{name}: {variable}")
                self.assertEqual(wanted.get(variable, set(answer["data"])), set(answer["data"]))
        self.assertIn("rust-main", self.board("target")["variables"]["target"]["data"])

    def of_panel(self, name: str, title: str) -> list[dict]:
        panel = next(one for one in grafana.panels(grafana.load(name)) if one["title"] == title)
        return next(iter(self.board(name)["panels"].values()))[str(panel["id"])]


def prepare() -> str:
    """Runs the lab, or takes the answers of an earlier run; returns what is missing."""
    missing = [program for program in NEEDED if not shutil.which(program, path=os.environ["PATH"] +
                                                                 ":/usr/sbin")]
    if missing:
        return "not installed: " + ", ".join(missing)
    with tempfile.TemporaryDirectory() as folder:
        recorded = os.environ.get("REACH_ANSWERS")
        file = pathlib.Path(recorded or f"{folder}/answers.json")
        why = "" if recorded else collect.collected(file)
        if not why:
            GrafanaQueryTest.answers = json.loads(file.read_text())
    return why


why_not = prepare()
if why_not:
    print(f"SKIP GrafanaQueryTest: {why_not}")
    sys.exit(0)
harness.main()
