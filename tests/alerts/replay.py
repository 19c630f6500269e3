#!/usr/bin/env python3
"""The alert lab: scenarios replayed through our rules and through the popular ones.

    replay.py [--only PATTERN] [--readme] [--show]

Prints "PASS name" or "FAIL name: why" for each scenario; ends with 1 on a FAIL. --readme writes the
table into README.md; --show prints each message.
"""
import argparse
import concurrent.futures
import fnmatch
import os
import sys

import dispatch
import exposed
import judge
import rules
import scenarios

README = exposed.ROOT / "README.md"
BEGIN, END = "<!-- alert lab: tests/alerts/replay.py --readme -->", "<!-- end of alert lab -->"


def alertmanager() -> str:
    folder = exposed.ROOT / "dashboards"
    for path in (folder / "alertmanager" / "alertmanager.yml", folder / "alertmanager.yml"):
        if path.exists():
            return path.read_text()
    raise SystemExit("dashboards has no alertmanager.yml")


def messages(scenario, firing, popular: bool):
    """What Alertmanager sends for the alerts of one set of rules."""
    dispatcher = dispatch.Dispatcher(scenario.config(alertmanager()), scenario.silences,
                                     scenario.begins)
    for index, alerts in enumerate(firing):
        time = index * exposed.STEP
        if any(start <= time < end for start, end in scenario.gaps):
            continue  # what fires lives on in Alertmanager, for four minutes
        dispatcher.take(time, [alert for alert in alerts
                               if (alert.label("alertname") == "ProbeFailed") == popular])
    dispatcher.advance(scenario.seconds)
    return dispatcher.messages


def replay(name: str):
    """(scenario, our verdict, that of the popular rules, our messages)."""
    scenario = scenarios.SCENARIOS[name]()
    series = exposed.input_series(scenario.exporters, scenario.gaps)
    firing = rules.firing([*rules.RULES, rules.PROBE_FAILED], series, scenario.seconds)
    ours, theirs = (messages(scenario, firing, popular) for popular in (False, True))
    return (scenario, judge.judge(scenario, ours), judge.judge(scenario, theirs, texts=False), ours)


def replays(names):
    """The same of all, side by side, in the order of the names."""
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from zip(names, pool.map(replay, names))


def show(sent):
    for message in sent:
        if message.receiver == "deadmansswitch":
            continue
        print(f"  {message.time} s to {message.receiver}, group {dict(message.group)}, "
              f"{len(message.firing)} firing, {len(message.resolved)} resolved"
              f"{', news' if message.news else ''}")
        for alert in message.firing:
            print(f"    {alert.label('alertname')} {alert.label('check')}: "
                  f"{alert.annotations.get('description', '')}")


def why(verdict: judge.Verdict) -> str:
    told = [verdict.words()]
    for what, pages in (("false", verdict.false), ("too many", verdict.extra)):
        told += [f"{what} at {page.time} s: "
                 f"{sorted({alert.label('alertname') for alert in page.firing})}" for page in pages]
    told += [f"missed: {incident.start} to {incident.end} s" for incident in verdict.missed]
    told += [f"not said: {words}" for words in verdict.silent]
    return "; ".join(told)


def report(name: str, result) -> bool:
    """The line of a scenario; whether all is well."""
    _, ours, theirs, _ = result
    words = f"{ours.words()}; ProbeFailed: {theirs.words()}" if ours.good else why(ours)
    print(f"{'PASS' if ours.good else 'FAIL'} {name}: {words}", flush=True)
    return ours.good


def table(results) -> str:
    lines = ["| what happens | expected | our rules | `ProbeFailed` |", "|---|---|---|---|"]
    for scenario, ours, theirs, _ in results.values():
        lines.append(f"| {scenario.title} | {scenario.expected()} | {ours.words()} | "
                     f"{theirs.words()} |")
    verdicts = {"our": [r[1] for r in results.values()], "their": [r[2] for r in results.values()]}
    cells = [f"{sum(len(v.false) + len(v.extra) for v in some)} false or too many, "
             f"{sum(len(v.missed) for v in some)} missed" for some in verdicts.values()]
    lines.append(f"| **together** | {sum(len(r[0].incidents) for r in results.values())} pages | "
                 f"{cells[0]} | {cells[1]} |")
    return "\n".join(lines) + "\n"


def write_readme(results):
    """Replaces what is between the markers."""
    text = README.read_text()
    if BEGIN not in text or END not in text:
        raise SystemExit(f"README.md has no {BEGIN} ... {END}")
    before, rest = text.split(BEGIN, 1)
    README.write_text(f"{before}{BEGIN}\n{table(results)}{END}{rest.split(END, 1)[1]}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--only", default="*", help="scenarios whose name matches")
    parser.add_argument("--readme", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    results = {}
    for name, result in replays(fnmatch.filter(scenarios.SCENARIOS, options.only)):
        results[name] = result
        report(name, result)
        if options.show:
            show(result[3])
    if options.readme:
        write_readme(results)
    return 0 if results and all(result[1].good for result in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
