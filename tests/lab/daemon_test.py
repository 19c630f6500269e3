#!/usr/bin/env python3
"""The running exporter on the host of the game, with two vantages: what /api/v1/diagnosis says of
packets that come to the host and of those that do not. Needs no root.

Prints "PASS name", "FAIL name: why" or "SKIP name: why" for each case; ends with 1 on a FAIL.
"""
import contextlib
import json
import pathlib
import shutil
import subprocess
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))  # harness

import command
import exposition
import harness
import sandbox
import views
from scenario import Scenario
from world.game import ALL_PORTS
from world.world import NEEDED, World

WEB = "127.0.0.1:10837"
UNPRIVILEGED = ("setpriv", "--bounding-set=-all", "--inh-caps=-all")
ARRIVE, STAY_AWAY = "Packets of vantage1 arrive at the host", "Packets of vantage1 do not arrive"
COUNTED = ARRIVE + ", as its counters show"


@contextlib.contextmanager
def server_down(world: World):
    world.game.stop()
    yield
    world.game.start()


@contextlib.contextmanager
def host_drops(world: World):
    world.host.filter("input", "iifname lo accept", f"{ALL_PORTS} hit drop")
    yield
    world.host.filter("input", "accept")


@contextlib.contextmanager
def router_drops(world: World):
    forwards, world.gateway.forwards = world.gateway.forwards, []
    world.gateway.apply()
    yield
    world.gateway.forwards = forwards
    world.gateway.apply()


# By name: what is done, the cause that the root must have, a sentence among its evidence, and what
# the exporter runs under.
CASES = {
    "the forward works while the server is down": (server_down, "service_down", ARRIVE + ".", ()),
    "the counters tell it without a privilege":
        (server_down, "service_down", COUNTED + ".", UNPRIVILEGED),
    "the host's firewall drops what arrives":
        (host_drops, "host_firewall_drop", ARRIVE + ".", ()),
    "the router drops what never arrives": (router_drops, "no_port_forward", STAY_AWAY, ()),
}


class Daemon:
    """`reach_exporter` on the host, ended with the `with` block."""

    def __init__(self, world: World, binary: str, wrapper: tuple):
        self._world = world
        self._process = world.host.start(*wrapper, binary, f"--config.file={world.folder}/joined.yml",
                                         f"--web.listen-address={WEB}")

    def __enter__(self):
        def knows_its_address() -> bool:
            status, body = self._get("/metrics")
            samples = exposition.parse(body.decode()) if status == 200 else []
            return any(sample.name == "reach_wan_ip_info" for sample in samples)
        harness.wait_for(knows_its_address, "the exporter knows its public address")
        return self

    def __exit__(self, *_):
        self._process.stop()

    def verdict(self) -> dict:
        """Of the target; empty while there is none."""
        status, body = self._get("/api/v1/diagnosis?target=" + views.TARGET)
        found = json.loads(body) if status == 200 else []
        return found[0] if found else {}

    def _get(self, path: str):
        if not self._process.running():
            raise RuntimeError("the exporter ended: " + self._process.output()[-500:])
        with self._world.host.inside():
            status, _, body = harness.get(f"http://{WEB}{path}")
        return status, body


def ask(world: World, binary: str, fault, cause: str, sentence: str, wrapper: tuple) -> str:
    """What is wrong with the verdict, "" for nothing."""
    last = {}

    def right() -> bool:
        last.clear()
        last.update(daemon.verdict())
        return last.get("cause") == cause and \
            any(line.startswith(sentence) for line in last["evidence"])

    with Daemon(world, binary, wrapper) as daemon, fault(world):
        try:
            # What was concluded at first is held for a minute.
            harness.wait_for(right, "the verdict", 3 * harness.PATIENCE)
        except AssertionError:
            return f"{last.get('cause')} ({last.get('confidence')}): {last.get('evidence')}"
    return ""


def run(arguments) -> bool:
    missing = [tool for tool in (*NEEDED, "setpriv") if not shutil.which(tool)]
    if missing:
        print(f"SKIP the running exporter: not installed: {', '.join(missing)}")
        return True
    names = [name for name in CASES if arguments.only in name]
    if len(names) > 1:
        return run_side_by_side(names, arguments.binary)
    world = World()
    views.write_all(world, Scenario("healthy"))
    views.start_vantages(world, arguments.binary)
    problem = ask(world, arguments.binary, *CASES[names[0]])
    print(f"FAIL {names[0]}: {problem}" if problem else f"PASS {names[0]}", flush=True)
    return not problem


def run_side_by_side(names: list[str], binary: str) -> bool:
    """Each in a world of its own: they mostly wait."""
    flags, _ = sandbox.find_way()
    started = [subprocess.Popen(
        sandbox.contained(flags, [__file__, "--binary", binary, "--only", name]),
        stdout=subprocess.PIPE, text=True, preexec_fn=sandbox.die_with_parent) for name in names]
    good = True
    for name, process in zip(names, started):
        said = process.communicate()[0]
        print(said if said else f"FAIL {name}: ended with status {process.returncode}\n", end="",
              flush=True)
        good &= process.returncode == 0
    return good


sys.exit(command.main(__doc__, "the running exporter", run))
