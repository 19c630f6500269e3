#!/usr/bin/env python3
"""The fault lab: each scenario in a world of its own, proved, and then asked from three views.

    faults_run.py [--only PATTERN] [--views LIST] [--proofs-only] [--challenge] [--tools] [--readme]

Prints "PASS name", "FAIL name: why" or "SKIP name: why" for each scenario and view; ends with 1 on
a FAIL. Needs no root.
"""
import argparse
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import faults_table
import harness
import sandbox
import scenario
import verdict
from world.world import NEEDED

HERE = pathlib.Path(__file__).resolve().parent
PATIENCE = 600  # seconds for one scenario with all questions


def run_cell(flags: str, name: str, options: list[str]) -> dict:
    """What faults_cell.py says of the scenario."""
    command = sandbox.contained(flags, [HERE / "faults_cell.py", name, *options])
    try:
        run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                             timeout=PATIENCE, preexec_fn=sandbox.die_with_parent)
        return json.loads(run.stdout.splitlines()[-1])
    except subprocess.TimeoutExpired:
        return {"error": f"not within {PATIENCE} s"}
    except (IndexError, json.JSONDecodeError):
        return {"error": f"status {run.returncode}: {(run.stdout + run.stderr)[-600:]}"}


def print_cell(name: str, cell: dict, challenged: dict) -> bool:
    """The lines of the scenario; whether all is well."""
    fails = cell.get("fails", []) + challenged.get("fails", [])
    errors = [result["error"] for result in (cell, challenged) if "error" in result]
    if fails or errors:
        why = "; ".join(fails) or " ".join(errors[0].split()[-60:])
        print(f"FAIL {name} is there: {why}", flush=True)
        return False
    print(f"PASS {name} is there: {'; '.join(cell['holds'])} ({cell['proved']:.1f} s)", flush=True)
    good, subject = True, scenario.Scenario(name)
    for view, answer in cell["views"].items():
        judged = verdict.judge(subject, view, answer)
        line = f"{name} from {view}: {judged.words}, {answer['took']:.1f} s"
        forgiven = view in subject.open and answer.get("confidence") != "proved"
        if not judged.good and forgiven:
            print(f"SKIP {line}: {subject.open[view]}", flush=True)
            continue
        print(f"{'PASS' if judged.good else 'FAIL'} {line}", flush=True)
        good &= judged.good
    for tool, said in cell["tools"].items():
        print(f"NOTE {name}: {tool}: {said}", flush=True)
    return good


def knows_diagnose(binary: str) -> bool:
    run = subprocess.run([binary, "diagnose", "--help"], capture_output=True, text=True)
    return run.returncode == 0 and "diagnose" in run.stdout


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=harness.EXPORTER, help="reach_exporter under test")
    parser.add_argument("--only", default="", help="scenarios whose name matches")
    parser.add_argument("--views", default=",".join(scenario.VIEWS),
                        help="which to ask, by comma")
    parser.add_argument("--proofs-only", action="store_true", help="do not ask the exporter")
    parser.add_argument("--challenge", action="store_true",
                        help="see each proof fail in a healthy world, too")
    parser.add_argument("--tools", action="store_true",
                        help="ask nmap and the blackbox exporter, too; kept in build/faultlab")
    parser.add_argument("--readme", action="store_true", help="write the table into README.md")
    parser.add_argument("--jobs", type=int, default=6 * os.cpu_count(),
                        help="scenarios at once: they mostly wait")
    arguments = parser.parse_args()
    if set(arguments.views.split(",")) - set(scenario.VIEWS):
        parser.error(f"views are {', '.join(scenario.VIEWS)}")
    if arguments.readme and (arguments.only or arguments.views != ",".join(scenario.VIEWS)):
        parser.error("--readme needs all scenarios and views")
    if not arguments.proofs_only and not os.access(arguments.binary, os.X_OK):
        parser.error(f"no exporter to test: {arguments.binary}")
    return arguments


def causes_without_scenario() -> list[str]:
    """Ids of core/cause.cc that no scenario has; undecided is an answer, not a fault."""
    text = (HERE.parents[1] / "exporter" / "core" / "cause.cc").read_text()
    table = text.split("kNames = {", 1)[1].split("}", 1)[0]
    made = {scenario.Scenario(name).cause for name in scenario.names()}
    return sorted(set(re.findall(r'"(\w+)"', table)) - made - {"undecided"})


def missing_here() -> tuple[str, str]:
    flags, missing = sandbox.find_way()
    absent = [tool for tool in NEEDED if not shutil.which(tool)]
    return flags, missing or ("not installed: " + ", ".join(absent) if absent else "")


def able(names: list[str]) -> list[str]:
    """Those whose programs are installed."""
    result = []
    for name in names:
        absent = [tool for tool in scenario.Scenario(name).needs if not shutil.which(tool)]
        if absent:
            print(f"SKIP {name}: not installed: {', '.join(absent)}", flush=True)
        else:
            result.append(name)
    return result


def run_all(arguments, flags: str) -> dict[str, dict]:
    """The results by name, printed as they come, in order."""
    binary = "" if arguments.proofs_only else str(pathlib.Path(arguments.binary).resolve())
    if binary and not knows_diagnose(binary):
        print("SKIP the exporter's answers: it has no command `diagnose`", flush=True)
        binary = ""
    options = ["--binary", binary, "--views", arguments.views] if binary else []
    results = {}
    with concurrent.futures.ThreadPoolExecutor(max(1, arguments.jobs)) as pool:
        pending = {}
        for name in able(scenario.names(arguments.only)):
            tools = arguments.tools and not faults_table.kept(name)
            pending[name] = (
                pool.submit(run_cell, flags, name, options + ["--tools"] * tools),
                pool.submit(run_cell, flags, name, ["--challenge"])
                if arguments.challenge else None)
        for name, (cell, challenged) in pending.items():
            results[name] = cell.result()
            faults_table.keep_answers(name, results[name].get("views", {}))
            if results[name].get("tools"):
                faults_table.keep(name, results[name]["tools"])
            elif arguments.tools and "error" not in results[name]:
                results[name]["tools"] = faults_table.kept(name)
            results[name]["good"] = print_cell(name, results[name],
                                               challenged.result() if challenged else {})
    return results


def main() -> int:
    arguments = parse()
    flags, missing = missing_here()
    if missing:
        print(f"SKIP fault lab: {missing}")
        return 0
    # What is told to stop stops at once, and the kernel ends the scenarios with it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    absent = causes_without_scenario()
    print(f"FAIL every cause has a scenario: {', '.join(absent)} has none" if absent
          else "PASS every cause has a scenario", flush=True)
    results = run_all(arguments, flags)
    for line in verdict.summary(results):
        print("NOTE", line)
    if arguments.readme:
        faults_table.write_readme(results)
    return 0 if results and not absent and all(cell["good"] for cell in results.values()) else 1


sys.exit(main())
