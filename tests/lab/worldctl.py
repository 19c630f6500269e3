#!/usr/bin/env python3
"""The small internet of the fault lab, to look around in. Needs no root; one for each user.

    worldctl.py up [SCENARIO]    builds it, with the fault of the scenario
    worldctl.py list             its hosts and addresses, and the scenarios
    worldctl.py shell NODE [COMMAND...]
    worldctl.py down
"""
import argparse
import json
import os
import pathlib
import signal
import subprocess
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import harness
import sandbox
import scenario
from world import plan

STATE = pathlib.Path(f"/tmp/reach-world-{os.getuid()}.json")


def running() -> dict:
    """What the holder of the world has written; empty when there is none."""
    try:
        state = json.loads(STATE.read_text())
        name = pathlib.Path(f"/proc/{state['pid']}/cmdline").read_text()
    except (OSError, ValueError):
        return {}
    return state if "worldctl.py" in name else {}


def up(arguments) -> int:
    if running():
        print("it is up already" + (f", with {running()['scenario']}" if running()["scenario"]
                                    else ""))
        return 0
    flags, missing = sandbox.find_way()
    if missing:
        print(missing)
        return 1
    log = STATE.with_suffix(".log")
    STATE.unlink(missing_ok=True)
    with open(log, "w") as output:
        holder = subprocess.Popen(sandbox.contained(flags, [__file__, "hold", *arguments.words]),
                                  stdin=subprocess.DEVNULL, stdout=output,
                                  stderr=subprocess.STDOUT, start_new_session=True)
    harness.wait_for(lambda: "ready" in log.read_text() or holder.poll() is not None,
                     "the world is built")
    if holder.poll() is not None:
        print(log.read_text())
        return 1
    # The first process of the sandbox is the child of unshare; seen from outside it has this id.
    children = pathlib.Path(f"/proc/{holder.pid}/task/{holder.pid}/children").read_text().split()
    name = arguments.words[0] if arguments.words else ""
    STATE.write_text(json.dumps({"pid": int(children[0]), "scenario": name}))
    print(log.read_text().strip())
    return 0


def hold(arguments) -> int:
    """Inside the sandbox: builds the world and keeps it."""
    import views
    from world.world import World
    subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
    world = World()
    subject = scenario.Scenario(arguments.words[0] if arguments.words else "healthy")
    subject.apply(world)
    holds, fails = subject.prove(world)
    print(f"{subject.name}: {subject.title} ({subject.cause}, {subject.place})")
    for text in holds:
        print("  proved:", text)
    for text in fails:
        print("  NOT proved:", text)
    for view, file in views.write_all(world, subject).items():
        print(f"  configuration of the {view} view: {file}")
    print("ready", flush=True)
    while True:
        signal.pause()


def down(_) -> int:
    state = running()
    if state:
        os.kill(state["pid"], signal.SIGKILL)  # the first process of the sandbox: all end with it
    STATE.unlink(missing_ok=True)
    STATE.with_suffix(".log").unlink(missing_ok=True)
    return 0


def list_all(_) -> int:
    state = running()
    print("up" if state else "down", state.get("scenario", ""))
    for name in plan.NODES:
        words = [line.split()[2] for line in plan.PLANS[name].splitlines()
                 if line.startswith("address add")]
        print(f"  {name:9} {' '.join(words)}")
    print(f"  the game's name is {plan.NAME}; scenarios:")
    for name in scenario.names():
        print("   ", name)
    return 0


def shell(arguments) -> int:
    state = running()
    if not state or not arguments.words:
        print("not up" if not state else "which host?")
        return 1
    node, *command = arguments.words
    enter = ["nsenter", "-t", str(state["pid"]), "-n", "-m", "-p"]
    if os.readlink("/proc/self/ns/user") != os.readlink(f"/proc/{state['pid']}/ns/user"):
        enter += ["-U", "--preserve-credentials"]
    environment = os.environ | {"PATH": os.environ["PATH"] + ":/usr/sbin:/sbin", "PS1": node + "# "}
    return subprocess.call([*enter, "ip", "netns", "exec", node,
                            *(command or [os.environ.get("SHELL", "sh")])], env=environment)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    actions = {"up": up, "down": down, "list": list_all, "shell": shell, "hold": hold}
    parser.add_argument("action", choices=actions, metavar="up|down|list|shell")
    parser.add_argument("words", nargs=argparse.REMAINDER, metavar="SCENARIO|NODE")
    arguments = parser.parse_args()
    return actions[arguments.action](arguments)


sys.exit(main())
