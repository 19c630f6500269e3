#!/usr/bin/env python3
"""The Grafana dashboards against JSON schemas that are made from the types of `@grafana/schema`:
the whole of each, and the options of each panel by its type. Installs nothing: needs the modules
that draw.py installs, in build/pictures or $REACH_NODE_MODULES."""
import copy
import json
import os
import pathlib
import shutil
import subprocess
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import grafana
import harness

MODULES = pathlib.Path(os.environ.get("REACH_NODE_MODULES", harness.ROOT / "build" / "pictures"))
SCHEMA = pathlib.Path(__file__).resolve().parent / "picture" / "schema.js"
# The types of a panel's options, and of fieldConfig.defaults.custom.
TYPES = {"bargauge": ("BarGaugeOptions", ""), "heatmap": ("HeatmapOptions", "HeatmapField"),
         "stat": ("StatOptions", ""),
         "state-timeline": ("TimelineOptions", "TimelineField"),
         "table": ("TableOptions", "TableField"), "timeseries": ("SeriesOptions", "SeriesField")}


# Keys of Prometheus' own in annotations and variables: the types leave these to the data source.
OF_PROMETHEUS = {"expr", "step", "titleFormat", "textFormat", "tagKeys", "useValueForTime",
                 "definition"}


def without_prometheus(containers: list[dict]) -> list[dict]:
    return [{key: value for key, value in one.items() if key not in OF_PROMETHEUS}
            for one in containers]


def parts(name: str, board: dict):
    yield {"where": name, "type": "Board", "value": board | {
        "panels": [], "annotations": {"list": without_prometheus(board["annotations"]["list"])},
        "templating": {"list": without_prometheus(board["templating"]["list"])}}}
    for panel in board["panels"]:
        yield {"where": f"{name}/{panel['title']}", "value": panel,
               "type": "RowPanel" if panel["type"] == "row" else "Panel"}
    for panel in grafana.panels(board):
        where, (options, field) = f"{name}/{panel['title']}", TYPES[panel["type"]]
        yield {"where": where, "type": options, "value": panel["options"]}
        if field:
            yield {"where": f"{where}/custom", "type": field,
                   "value": panel["fieldConfig"]["defaults"]["custom"]}


def faults(boards: dict) -> list[str]:
    checked = [part for name, board in boards.items() for part in parts(name, board)]
    run = subprocess.run(["node", SCHEMA, MODULES], input=json.dumps(checked),
                         capture_output=True, text=True)
    if run.returncode != 0:
        raise AssertionError(run.stderr)
    return json.loads(run.stdout.splitlines()[-1])


class GrafanaSchemaTest(harness.Case):

    def setUp(self):
        super().setUp()
        maker = MODULES / "node_modules" / "typescript-json-schema"
        if not shutil.which("node") or not maker.is_dir():
            self.skipTest("node or its modules are missing: tests/dashboards/draw.py installs them")
        self.boards = {name: grafana.load(name) for name in grafana.BOARDS}

    def test_dashboards_and_panels_are_as_the_types_say(self):
        self.assertEqual([], faults(self.boards))

    def test_a_misspelt_key_and_a_wrong_type_are_found(self):
        board = copy.deepcopy(self.boards["fleet"])
        board["refresch"] = "30s"
        board["panels"][0]["gridPos"]["w"] = "four"
        board["panels"][0]["options"]["colourMode"] = "value"
        found = " ".join(faults({"fleet": board}))
        for word in ("refresch", "/gridPos/w", "colourMode"):
            self.assertIn(word, found)


harness.main()
