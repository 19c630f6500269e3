"""The alerts that rules fire over series, as Prometheus' own engine evaluates them: promtool."""
import json
import re
import subprocess
import tempfile
import typing

import yaml

from exposed import ROOT, STEP

RULES = sorted((ROOT / "dashboards" / "alerts").glob("*.yml"))
PROBE_FAILED = ROOT / "tests" / "alerts" / "probe_failed.yml"
HEAD = re.compile(r"^\s+alertname: (\w+), time: (\S+),")
LABEL = re.compile(r'(\w+)=("(?:[^"\\]|\\.)*")')
UNITS = {"h": 3600, "m": 60, "s": 1}


class Alert(typing.NamedTuple):
    """One that fires."""
    labels: tuple  # of (name, value), sorted
    annotations: dict

    def label(self, name: str) -> str:
        return dict(self.labels).get(name, "")


def names(files) -> list[str]:
    found = []
    for path in files:
        for group in yaml.safe_load(path.read_text())["groups"]:
            found += [rule["alert"] for rule in group["rules"] if "alert" in rule]
    return sorted(set(found))


def firing(files, series: list[dict], seconds: int) -> list[list[Alert]]:
    """What fires after each evaluation, from the first one at 0 s on. promtool is told to expect
    silence of every alert at any time: what it complains of are the alerts, with their texts."""
    times = range(0, seconds, STEP)
    alerts = names(files)
    silence = [{"alertname": name, "eval_time": f"{time}s", "exp_alerts": []}
               for time in times for name in alerts]
    test = {"rule_files": [str(path) for path in files], "evaluation_interval": f"{STEP}s",
            "tests": [{"interval": f"{STEP}s", "input_series": series, "alert_rule_test": silence}]}
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as file:
        json.dump(test, file)
        file.flush()
        run = subprocess.run(["promtool", "test", "rules", file.name], capture_output=True,
                             text=True)
    return parse(run.stdout + run.stderr, len(times))


def parse(output: str, count: int) -> list[list[Alert]]:
    alerts, time, labels = [[] for _ in range(count)], None, None
    for line in output.split("\n"):
        head = HEAD.match(line)
        words = line.strip()
        if head:
            time = seconds_of(head[2]) // STEP
        elif words.startswith("Labels:"):
            labels = tuple(sorted(pairs(words).items()))
        elif words.startswith("Annotations:"):
            alerts[time].append(Alert(labels, pairs(words)))
        elif words and not re.match(r"(Unit Testing|FAILED|SUCCESS|exp:|got:|\]|\d+:$)", words):
            raise AssertionError(f"promtool: {words}")
    return alerts


def pairs(text: str) -> dict:
    return {name: json.loads(value) for name, value in LABEL.findall(text)}


def seconds_of(duration: str) -> int:
    return sum(int(count) * UNITS[unit] for count, unit in re.findall(r"(\d+)([hms])", duration))
