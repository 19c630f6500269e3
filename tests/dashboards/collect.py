#!/usr/bin/env python3
"""What Prometheus answers to every query of the dashboards, after the story of home_lab.py: one
JSON file. Inside the sandbox only; collected() runs it there."""
import json
import math
import os
import pathlib
import subprocess
import sys
import time

import grafana
import home_lab  # makes the folders of the lab known
import sandbox

HERE = pathlib.Path(__file__).resolve()
# The target whose pictures are drawn, then those that have what it lacks.
TARGETS = ("rust-main", "shop", "modded")
PATIENCE = 900


def collected(file: pathlib.Path) -> str:
    """Writes the answers to the file; returns what is missing for it."""
    flags, missing = sandbox.find_way()
    if missing:
        return missing
    subprocess.run(sandbox.contained(flags, [HERE, file]), stdin=subprocess.DEVNULL, check=True,
                   timeout=PATIENCE, preexec_fn=sandbox.die_with_parent)
    return ""


class Collector:
    def __init__(self, lab: home_lab.HomeLab):
        self._lab, self._end = lab, time.time()
        self._seconds = int(self._end - lab.started)

    def everything(self) -> dict:
        return {"from": self._lab.started, "to": self._end, "step": home_lab.SCRAPE_SECONDS,
                "boards": {name: self._board(name) for name in grafana.BOARDS}}

    def _board(self, name: str) -> dict:
        """By target: the answers of each panel, by its id; then annotations and variables."""
        board = grafana.load(name)
        targets = TARGETS if name == "target" else (grafana.ALL,)
        return {
            "panels": {target: {panel["id"]: [self._answer(panel, query, target)
                                              for query in panel["targets"]]
                                for panel in grafana.panels(board)} for target in targets},
            "annotations": {one["name"]: self._range(one["expr"], grafana.ALL)
                            for one in grafana.annotations(board)},
            "variables": {one["name"]: self._values(one["definition"])
                          for one in board["templating"]["list"] if one["type"] == "query"}}

    def _answer(self, panel: dict, query: dict, target: str) -> dict:
        if query["instant"]:
            return {"refId": query["refId"], **self._instant(query["expr"], target)}
        step = max(home_lab.SCRAPE_SECONDS,
                   math.ceil(self._seconds / panel.get("maxDataPoints", math.inf)))
        return {"refId": query["refId"], "step": step, **self._range(query["expr"], target, step)}

    def _expand(self, expression: str, target: str) -> str:
        """With a rate interval longer than any step."""
        return grafana.expand(expression, {
            "target": target, "__range": f"{self._seconds}s", "__interval": "1s",
            "__rate_interval": f"{10 * home_lab.SCRAPE_SECONDS}s"})

    def _instant(self, expression: str, target: str) -> dict:
        return self._lab.ask("query", query=self._expand(expression, target), time=self._end)

    def _range(self, expression: str, target: str, step: int = home_lab.SCRAPE_SECONDS) -> dict:
        return self._lab.ask("query_range", query=self._expand(expression, target),
                             start=self._lab.started, end=self._end, step=step)

    def _values(self, definition: str) -> dict:
        """label_values(SELECTOR, LABEL)"""
        selector, label = definition.removeprefix("label_values(").removesuffix(")").rsplit(", ", 1)
        return self._lab.ask(f"label/{label}/values",
                             **{"match[]": self._expand(selector, grafana.ALL)})


def main():
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
    lab = home_lab.HomeLab()
    lab.tell()
    pathlib.Path(sys.argv[1]).write_text(json.dumps(Collector(lab).everything()))


if __name__ == "__main__":
    if not os.environ.get(sandbox.MARK):
        sys.exit(collected(pathlib.Path(sys.argv[1]).resolve()) or 0)
    main()
