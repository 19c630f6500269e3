"""Reads the Prometheus text format, and replays a scrape through promtool as simulated minutes."""
import json
import re
import subprocess
import typing

SAMPLE = re.compile(r'^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$')
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


class Sample(typing.NamedTuple):
    name: str
    labels: dict
    value: float

    def series(self, more=None) -> str:
        labels = {**self.labels, **(more or {})}
        return self.name + "{" + ",".join(f"{k}={json.dumps(v)}" for k, v in labels.items()) + "}"


def parse(text: str):
    """All samples of an exposition in text format 0.0.4."""
    samples = []
    for line in text.split("\n"):  # and nothing else: Unicode has line ends of its own
        if not line or line.startswith("#"):
            continue
        match = SAMPLE.match(line)
        if not match:
            raise AssertionError(f"not a sample: {line!r}")
        labels = {name: re.sub(r'\\(.)', lambda m: {"n": "\n"}.get(m[1], m[1]), value)
                  for name, value in LABEL.findall(match[2] or "")}
        samples.append(Sample(match[1], labels, float(match[3])))
    return samples


def find(samples, name: str, **labels):
    """The values of the samples of this name that bear these labels."""
    return [sample.value for sample in samples if sample.name == name and
            all(sample.labels.get(key) == value for key, value in labels.items())]


def counters(text: str) -> set:
    """Names of the series that only grow."""
    names = set()
    for name, kind in re.findall(r"^# TYPE (\S+) (\S+)$", text, re.MULTILINE):
        if kind == "counter":
            names.add(name)
        elif kind in ("summary", "histogram"):
            names.update(name + suffix for suffix in ("_sum", "_count", "_bucket"))
    return names


def replay(text: str, now: float, rules, minutes: int, step: int = 15) -> str:
    """A promtool test in which everything goes on for so many minutes as the exposition `text` has
    it: gauges stay, counters grow by a hundredth of themselves each step, timestamps keep their
    distance from `now`, the Unix time of the scrape. No alert may be pending or firing."""
    steps, growing, series = minutes * 60 // step, counters(text), []
    scraped = {"job": "reach_exporter", "instance": "localhost:10836"}
    for sample in parse(text):
        start, grow = sample.value, 0.0
        if sample.name in growing:
            grow = sample.value / 100
        elif sample.name == "reach_last_probe_timestamp_seconds":
            start, grow = sample.value - now, step
        elif sample.name.endswith("_timestamp_seconds"):
            start = sample.value - now
        series.append((sample.series(scraped), f"{start!r}{grow:+}x{steps}"))
    series.append(('up{job="reach_exporter",instance="localhost:10836"}', f"1x{steps}"))
    return json.dumps({
        "rule_files": [str(rule) for rule in rules],
        "evaluation_interval": f"{step}s",
        "tests": [{
            "interval": f"{step}s",
            "input_series": [{"series": name, "values": values} for name, values in series],
            "promql_expr_test": [
                {"expr": f"count_over_time(ALERTS{{alertname!='ReachWatchdog'}}[{minutes}m])",
                 "eval_time": f"{minutes}m", "exp_samples": []},
                # The replay itself is alive: the checks are there until the end.
                {"expr": "count(time() - reach_last_probe_timestamp_seconds < 60)",
                 "eval_time": f"{minutes}m",
                 "exp_samples": [{"labels": "{}", "value": len(find(
                     parse(text), "reach_last_probe_timestamp_seconds"))}]}]}]}, indent=1)


def promtool(*arguments, text: str = None):
    """(status, output) of promtool."""
    run = subprocess.run(["promtool", *[str(word) for word in arguments]], input=text,
                         capture_output=True, text=True)
    return run.returncode, run.stdout + run.stderr
