#!/usr/bin/env python3
"""Measures reach_exporter, beside the Debian blackbox exporter and alone, and prints a table.

usage: tests/bench/run.py [--quick] [--no-build] [--only GROUP]

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
BUILD = ROOT / "build" / "release"
GROUPS = {"beside": beside.figures, "alone": alone.figures, "rtt": rtt.figures}
INSIDE = "REACH_BENCH_INSIDE"
WAYS = (["unshare", "-n"], ["unshare", "-Urn"])  # root keeps its rights on /dev/net/tun


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rounds, two minutes")
    parser.add_argument("--no-build", action="store_true", help="measure what is built already")
    parser.add_argument("--only", choices=GROUPS, action="append", help="only these figures")
    return parser.parse_args()


def build() -> None:
    for command in (["cmake", "--preset", "release"],
                    ["cmake", "--build", str(BUILD), "--target", "reach_exporter", "reach_bench"]):
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


def revision() -> str:
    run = subprocess.run([str(BUILD / "exporter" / "reach_exporter"), "--version"],
                         capture_output=True, text=True)
    return run.stdout.strip().splitlines()[0]


def main() -> None:
    arguments = parse()
    if not arguments.no_build:
        build()
    enter_namespace()
    paths = (str(BUILD / "exporter" / "reach_exporter"), str(BUILD / "tests/bench/reach_bench"))
    scope = plan.quick(*paths) if arguments.quick else plan.Plan(*paths)
    found = []
    started = time.monotonic()
    for group in arguments.only or GROUPS:
        if group == "beside" and not shutil.which(exporters.BLACKBOX):
            print(f"{exporters.BLACKBOX} is not installed: nothing to compare with",
                  file=sys.stderr)
            continue
        for figure in GROUPS[group](scope):
            print(f"{time.monotonic() - started:4.0f} s: {figure.name}: {figure.ours}",
                  file=sys.stderr, flush=True)
            found.append(figure)
    print(table.markdown(found))
    print(f"\n{revision()}; blackbox exporter {exporters.blackbox_version()}; {machine()}.")


if __name__ == "__main__":
    main()
