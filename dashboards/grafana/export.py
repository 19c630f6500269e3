#!/usr/bin/env python3
"""Writes the dashboards in the form that grafana.com and "Import dashboard" take: instead of the
variable `datasource` they ask for a data source.

    export.py FOLDER
"""
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
INPUT = "${DS_PROMETHEUS}"
PANELS = {"bargauge": "Bar gauge", "heatmap": "Heatmap", "stat": "Stat",
          "state-timeline": "State timeline", "table": "Table", "timeseries": "Time series"}
VERSION = "10.0.0"  # of Grafana, the oldest with this schemaVersion


def exported(board: dict) -> dict:
    text = json.dumps(board).replace("${datasource:queryparam}&", "")
    text = text.replace("${datasource}", INPUT)
    board = json.loads(text)
    board["templating"]["list"] = [one for one in board["templating"]["list"]
                                   if one["type"] != "datasource"]
    used = sorted({panel["type"] for panel in board["panels"]} - {"row"})
    head = {
        "__inputs": [{"name": "DS_PROMETHEUS", "label": "Prometheus",
                      "description": "The Prometheus that scrapes reach_exporter.",
                      "type": "datasource", "pluginId": "prometheus",
                      "pluginName": "Prometheus"}],
        "__requires": [
            {"type": "grafana", "id": "grafana", "name": "Grafana", "version": VERSION},
            {"type": "datasource", "id": "prometheus", "name": "Prometheus", "version": "1.0.0"},
            *({"type": "panel", "id": kind, "name": PANELS[kind], "version": ""} for kind in used)]}
    return head | board


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = pathlib.Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for source in sorted(HERE.glob("*.json")):
        board = exported(json.loads(source.read_text()))
        (folder / source.name).write_text(json.dumps(board, indent=2, ensure_ascii=False) + "\n")
    return 0


sys.exit(main())
