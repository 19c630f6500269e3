#!/usr/bin/env python3
"""Measures reach_exporter, beside the Debian blackbox exporter and alone, and prints a table.

usage: tests/bench/run.py [--quick | --smoke] [--only GROUP] [--readme] [--preset NAME] [--no-build]

It builds the release preset first. Everything runs in a network namespace of its own, where there
is nothing to disturb and nobody to probe. Figures never fail: compare ratios and CPU times between
runs on one machine, wall times only with care. Takes eight minutes, with --quick two.
"""
import argparse
import os
import pathlib
import platform
import shutil
import subprocess
import sys
import time

import alone
import beside
import exporters
import plan
import rtt
import table

ROOT = pathlib.Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
MARKS = ("<!-- figures: tests/bench/run.py --readme -->\n", "<!-- end of figures -->\n")
SIZES = {"full": plan.Plan, "quick": plan.quick, "smoke": plan.smoke}
GROUPS = {"beside": beside.figures, "alone": alone.figures, "rtt": rtt.figures}
INSIDE = "REACH_BENCH_INSIDE"
WAYS = (["unshare", "-n"], ["unshare", "-Urn"])  # root keeps its rights on /dev/net/tun


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for size, what in (("quick", "fewer rounds, two minutes"), ("smoke", "does it work at all")):
        parser.add_argument(f"--{size}", dest="size", action="store_const", const=size, help=what)
    parser.add_argument("--readme", action="store_true", help="put the table into README.md")
    parser.add_argument("--preset", default="release", help="what is built and measured")
    parser.add_argument("--no-build", action="store_true", help="measure what is built already")
    parser.add_argument("--only", choices=GROUPS, action="append", help="only these figures")
    parser.set_defaults(size="full")
    return parser.parse_args()


def build(preset: str) -> None:
    targets = ["reach_exporter", "reach_bench"]
    for command in (["cmake", "--preset", preset],
                    ["cmake", "--build", "--preset", preset, "--target", *targets]):
        subprocess.run(command, cwd=ROOT, check=True, stdout=sys.stderr)


def enter_namespace() -> None:
    """Runs this program again inside; returns outside only when there is no way in."""
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    if os.environ.get(INSIDE):
        subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
        return
    for way in WAYS:
        if subprocess.run([*way, "true"], capture_output=True).returncode == 0:
            os.environ[INSIDE] = "1"
            arguments = [argument for argument in sys.argv if argument != "--no-build"]
            os.execvp(way[0], [*way, sys.executable, *arguments, "--no-build"])
    print("no network namespace can be made; measuring on this host's loopback", file=sys.stderr)


def machine() -> str:
    names = [line.partition(":")[2].strip() for line in
             pathlib.Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (f"{len(names)} x {names[0] if names else platform.machine()}, {memory:.0f} GiB, "
            f"Linux {platform.release()}; load average {os.getloadavg()[0]:.1f}")


def revision(exporter: str) -> str:
    run = subprocess.run([exporter, "--version"], capture_output=True, text=True)
    return run.stdout.strip().splitlines()[0]


def measure(scope: plan.Plan, groups) -> list[table.Figure]:
    found = []
    started = time.monotonic()
    for group in groups:
        if group == "beside" and not shutil.which(exporters.BLACKBOX):
            print(f"{exporters.BLACKBOX} is not installed: nothing to compare with",
                  file=sys.stderr)
            continue
        for figure in GROUPS[group](scope):
            print(f"{time.monotonic() - started:4.0f} s: {figure.name}: {figure.ours}",
                  file=sys.stderr, flush=True)
            found.append(figure)
    return found


def put_into_readme(report: str) -> None:
    before, mark, rest = README.read_text().partition(MARKS[0])
    _, end, after = rest.partition(MARKS[1])
    if not (mark and end):
        raise SystemExit(f"{README} has no place for the figures")
    README.write_text(before + mark + report + end + after)


def main() -> None:
    arguments = parse()
    if not arguments.no_build:
        build(arguments.preset)
    enter_namespace()
    built = ROOT / "build" / arguments.preset
    paths = (str(built / "exporter" / "reach_exporter"), str(built / "tests/bench/reach_bench"))
    scope = SIZES[arguments.size](*paths)
    found = measure(scope, arguments.only or GROUPS)
    report = (f"{table.markdown(found)}\n\n{time.strftime('%Y-%m-%d')}: {revision(paths[0])}, "
              f"{arguments.preset}; blackbox exporter {exporters.blackbox_version()}; "
              f"{machine()}.\n")
    print(report, end="")
    if arguments.readme:
        put_into_readme(report)


if __name__ == "__main__":
    main()
