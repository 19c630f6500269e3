#!/usr/bin/env python3
"""One scenario in a world of its own: applies it, proves it, asks. Runs inside the sandbox, and
prints one JSON object. Used by faults_run.py and worldctl.py."""
import argparse
import json
import pathlib
import subprocess
import sys
import time
import traceback

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import oracles
import scenario
import views
from world.world import World


def challenge(subject: scenario.Scenario, world: World) -> list[str]:
    """A proof that holds in a healthy world proves nothing."""
    if subject.world_is_well:
        return []
    try:
        fails = subject.prove(world)[1]
    except Exception:
        return []  # it looks for what only the fault has
    return [] if fails else ["the proof holds without the fault"]


def examine(arguments) -> dict:
    subject = scenario.Scenario(arguments.name)
    started = time.monotonic()
    world = World()
    result = {"built": time.monotonic() - started, "holds": [], "fails": [], "views": {},
              "tools": {}}
    if arguments.challenge:
        result["fails"] = challenge(subject, world)
        return result
    started = time.monotonic()
    subject.apply(world)
    result["holds"], result["fails"] = subject.prove(world)
    result["proved"] = time.monotonic() - started
    if result["fails"]:
        return result
    if arguments.binary:
        result["views"] = views.ask_all(world, subject, arguments.binary,
                                        arguments.views.split(","))
    if arguments.tools:
        result["tools"] = oracles.ask_all(world, subject)
    # Asking must not have mended it.
    result["fails"] = [text + ", after the questions" for text in subject.prove(world)[1]] \
        if arguments.binary or arguments.tools else []
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name")
    parser.add_argument("--binary", default="")
    parser.add_argument("--views", default=",".join(scenario.VIEWS))
    parser.add_argument("--tools", action="store_true")
    parser.add_argument("--challenge", action="store_true")
    arguments = parser.parse_args()
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
    try:
        result = examine(arguments)
    except Exception:
        result = {"error": traceback.format_exc()}
    print(json.dumps(result), flush=True)


main()
