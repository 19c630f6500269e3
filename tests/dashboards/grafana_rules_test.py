#!/usr/bin/env python3
"""The Grafana dashboards without a Grafana: the rules of dashboard-linter, metrics that exist,
causes and states that are complete, a layout without holes, links that lead somewhere,
provisioning."""
import copy
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import grafana
import harness
import linter

# Of Prometheus itself, for each scrape and alert.
FOREIGN = {"up", "ALERTS", "scrape_duration_seconds", "scrape_samples_scraped"}
BOARDS = {name: grafana.load(name) for name in grafana.BOARDS}


def names_in(path: str) -> set[str]:
    """The words in quotes of the array kNames in a source of the exporter."""
    text = (harness.ROOT / path).read_text()
    return set(re.findall(r'"(\w+)"', re.search(r"kNames = \{(.*?)\};", text, re.DOTALL)[1]))


def mapped(board: dict, field: str) -> list[set[str]]:
    """The values that each override of this field has words for."""
    return [set(one["value"][0]["options"])
            for panel in grafana.panels(board) for override in panel["fieldConfig"]["overrides"]
            if override["matcher"]["options"] == field for one in override["properties"]
            if one["id"] == "mappings"]


class GrafanaRulesTest(harness.Case):

    def test_the_linter_itself_has_nothing_to_say(self):
        if not shutil.which("dashboard-linter"):
            self.skipTest("dashboard-linter is not installed; its rules are checked in Python")
        for name in BOARDS:
            run = subprocess.run(["dashboard-linter", "lint", "--strict",
                                  grafana.FOLDER / f"{name}.json"], capture_output=True, text=True)
            self.assertEqual(0, run.returncode, run.stdout + run.stderr)

    def test_every_rule_of_the_linter_holds(self):
        for name, board in BOARDS.items():
            for rule in linter.RULES:
                self.assertEqual([], list(rule(board)), f"{name}: {rule.__name__}")

    def test_every_rule_of_the_linter_can_be_broken(self):
        board = copy.deepcopy(BOARDS["fleet"])
        board["editable"] = True
        board["templating"]["list"] = [dict(one, refresh=1, query={"query": "x"}) for one in
                                       board["templating"]["list"] if one["name"] == "vantage"]
        board["panels"][0] |= {"description": "", "datasource": None, "targets": [
            {"datasource": None, "expr": "sum(reach_probes_total) + rate(up[5m])"}]}
        board["panels"][1] |= {"targets": []}
        board["panels"][2]["fieldConfig"]["defaults"]["unit"] = "parsec"
        for rule in linter.RULES:
            self.assertTrue(list(rule(board)), rule.__name__)

    def test_every_metric_is_one_that_the_exporter_has(self):
        code = "".join(path.read_text() for path in
                       (harness.ROOT / "exporter").rglob("*.cc"))
        for name, board in BOARDS.items():
            for where, expression in linter.expressions(board):
                for metric, _ in grafana.selectors(expression):
                    if metric in FOREIGN:
                        continue
                    family = re.sub(r"_(sum|count|bucket)$", "", metric)
                    words = (metric, family, metric.removeprefix("reach_"))
                    self.assertTrue(any(f'"{word}"' in code for word in words),
                                    f"{name}, {where}: {metric}")

    def test_every_state_and_cause_has_its_word_and_colour(self):
        causes, states = names_in("exporter/core/cause.cc"), names_in("exporter/core/state.cc")
        for board in ("fleet", "target"):
            self.assertEqual([causes], mapped(BOARDS[board], "cause"), board)
            self.assertIn(states, mapped(BOARDS[board], "state"), board)

    def test_the_numbers_of_the_states_are_those_of_the_lean_metric(self):
        help_text = (harness.ROOT / "exporter/metrics/check_families.cc").read_text()
        for board in ("fleet", "target"):
            for panel in grafana.panels(BOARDS[board]):
                if panel["type"] == "state-timeline" and "_code" in panel["targets"][0]["expr"]:
                    options = panel["fieldConfig"]["defaults"]["mappings"][0]["options"]
                    for number, word in options.items():
                        self.assertRegex(help_text, rf"\b{number} {word['text']}\b")

    def test_a_heatmap_asks_how_every_bucket_grew(self):
        found = [panel for board in BOARDS.values() for panel in grafana.panels(board)
                 if panel["type"] == "heatmap"]
        self.assertTrue(found)
        for panel in found:
            self.assertFalse(panel["options"]["calculate"], "the buckets are in the data")
            for query in panel["targets"]:
                self.assertEqual(("heatmap", "{{le}}", True),
                                 (query["format"], query["legendFormat"], query["range"]))
                self.assertRegex(query["expr"], r"^sum by \(le\) \(increase\(\w+_bucket\{.*\}"
                                                r"\[\$__rate_interval\]\)\)$")

    def test_panels_fill_the_width_and_none_lies_on_another(self):
        for name, board in BOARDS.items():
            taken = set()
            for panel in board["panels"]:
                at = panel["gridPos"]
                cells = {(x, y) for x in range(at["x"], at["x"] + at["w"])
                         for y in range(at["y"], at["y"] + at["h"])}
                self.assertFalse(cells & taken, f"{name}: {panel['title']}")
                taken |= cells
            self.assertEqual(24, 1 + max(x for x, _ in taken), name)
            ids = [panel["id"] for panel in board["panels"]]
            self.assertEqual(len(ids), len(set(ids)), name)

    def test_dashboards_link_to_each_other_by_stable_uids(self):
        uids = {f"reach-{name}" for name in BOARDS}
        self.assertEqual(uids, {board["uid"] for board in BOARDS.values()})
        for name, board in BOARDS.items():
            linked = {re.match(r"/d/([\w-]+)", link["url"])[1] for link in board["links"]}
            self.assertEqual(uids - {f"reach-{name}"}, linked)
            for uid in re.findall(r'"/d/([\w-]+)', (grafana.FOLDER / f"{name}.json").read_text()):
                self.assertIn(uid, uids)

    def test_grafana_finds_the_dashboards_by_the_provisioning_files(self):
        provider = (grafana.FOLDER / "provisioning/dashboards/reach.yml").read_text()
        source = (grafana.FOLDER / "provisioning/datasources/prometheus.yml").read_text()
        self.assertIn("apiVersion: 1\n", provider)
        self.assertIn("path: /var/lib/grafana/dashboards\n", provider)
        self.assertIn("type: prometheus\n", source)

    def test_the_variant_for_grafana_com_asks_for_its_data_source(self):
        run = subprocess.run([sys.executable, grafana.FOLDER / "export.py", self.folder],
                             capture_output=True, text=True)
        self.assertEqual(0, run.returncode, run.stderr)
        self.assertEqual({f"{name}.json" for name in BOARDS},
                         {path.name for path in self.folder.glob("*.json")})
        for path in self.folder.glob("*.json"):
            text = path.read_text()
            self.assertIn('"name": "DS_PROMETHEUS"', text)
            self.assertIn('"uid": "${DS_PROMETHEUS}"', text)
            self.assertNotIn("${datasource", text)


harness.main()
