#!/usr/bin/env python3
"""The measuring programs work: every figure once, small. What comes out is printed, not judged."""
import pathlib
import subprocess
import sys

RUN = pathlib.Path(__file__).parent / "run.py"
FIGURES = {
    "beside": ["CPU ms per 1,000 TCP probes, open", "CPU ms per 1,000 TCP probes, refused",
               "KiB per probe in flight"],
    "alone": ["start to ready, s", "bytes per idle check", "resident memory idle, MiB",
              "scrape, lean, gzip off, s", "scrape, full, gzip on, s", "schedule lag p99"],
    "rtt": ["RTT error"],
}


def why_not(group: str) -> str:
    """"" when the group has worked."""
    run = subprocess.run([str(RUN), "--smoke", "--preset", "dev", "--only", group],
                         capture_output=True, text=True)
    print(run.stdout, flush=True)
    if run.returncode != 0:
        return (run.stderr.strip().splitlines() or ["no output"])[-1]
    if group == "beside" and "nothing to compare with" in run.stderr:
        return "SKIP the blackbox exporter is not installed"
    missing = [figure for figure in FIGURES[group] if f"\n| {figure}" not in run.stdout]
    return "missing: " + ", ".join(missing) if missing else ""


def main() -> int:
    failures = 0
    for group in FIGURES:
        problem = why_not(group)
        if not problem:
            print(f"PASS bench {group}")
        elif problem.startswith("SKIP"):
            print(f"SKIP bench {group}: {problem[5:]}")
        else:
            failures += 1
            print(f"FAIL bench {group}: {problem}")
    return 1 if failures else 0


sys.exit(main())
