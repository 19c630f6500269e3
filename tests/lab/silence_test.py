#!/usr/bin/env python3
"""A whole network that keeps silent, far more of it than the attempts that are allowed at once: the
total cap holds, each silent target gets its turn, and one that answers is probed as if they were not
there. Needs no root.

Prints "PASS name", "FAIL name: why" or "SKIP name: why" for each case; ends with 1 on a FAIL.
"""
import pathlib
import subprocess
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))  # harness

import command
import exposition
import harness
import network as net
from faults import Faults, Spot, listen
from live import Daemon

SILENT = 2000
CAP = 128  # a silent target is probed once in a dozen of its intervals
ROUNDS = 2
OPEN = Spot(4, "tcp", net.SERVER[4], 27001)
NETWORK = "10.78.0.0/16"
HEAD = f"""
global: {{interval: 1s, timeout: 900ms, confirm: 0, metrics: lean}}
limits: {{in_flight: {CAP}}}
control: {{lan: off}}
targets:
- {{name: open, host: {OPEN.address}, checks: [{{name: port, module: tcp, port: {OPEN.port}}}]}}
"""
CODE = {"open": 0.0, "filtered": 2.0}


def configuration() -> str:
    return HEAD + "".join(
        f"- {{name: silent{i}, host: 10.78.{i // 250}.{i % 250 + 1}, "
        "checks: [{name: port, module: tcp, port: 80}]}\n" for i in range(SILENT))


def lose_the_network(network: net.Network):
    """Everything for it is thrown away on the router, which says nothing."""
    for name, way in (("client", ["via", "10.77.1.1"]), ("router", [])):
        kind = ["blackhole"] if name == "router" else []
        subprocess.run(network.command(name, "ip", "route", "add", *kind, NETWORK, *way),
                       check=True)


def values(samples, metric: str):
    """Of the target that answers, and of all the others."""
    found = [(sample.labels["target"] == "open", sample.value) for sample in samples
             if sample.name == metric]
    return [value for is_open, value in found if is_open], \
        [value for is_open, value in found if not is_open]


def watch(daemon: Daemon) -> list[str]:
    """What is wrong until every silent target has had its turns."""
    wrong, last = [], []

    def had_their_turns() -> bool:
        last[:] = daemon.samples()
        if not last:
            return False
        in_flight, = exposition.find(last, "reach_exporter_probes_in_flight")
        if in_flight > CAP:
            wrong.append(f"{in_flight} attempts in flight")
        _, turns = values(last, "reach_probes_total")
        if max(turns) - min(turns) > 2:
            wrong.append(f"silent targets had {min(turns)} to {max(turns)} turns")
        return bool(wrong) or min(turns) >= ROUNDS

    harness.wait_for(had_their_turns, f"{ROUNDS} results of every target", 4 * harness.PATIENCE)
    (answers,), turns = values(last, "reach_probes_total")
    if answers < 3 * max(turns):
        wrong.append(f"the one that answers had {answers} turns, the silent ones {max(turns)}")
    if exposition.find(last, "reach_probe_failures_total", target="open") != [0.0]:
        wrong.append("the one that answers has failures")
    codes = values(last, "reach_port_state_code")
    if codes != ([CODE["open"]], [CODE["filtered"]] * SILENT):
        wrong.append(f"states {codes[0]} and {set(codes[1])}")
    if not wrong:
        print(f"NOTE {answers:.0f} turns of the one that answers, "
              f"{min(turns):.0f} to {max(turns):.0f} of the silent ones")
    return wrong


def run(arguments) -> bool:
    network = net.Network()
    faults = Faults(network)
    listen(faults, OPEN)
    lose_the_network(network)
    with Daemon(network, arguments.binary, configuration()) as daemon:
        wrong = watch(daemon)
    name = f"{SILENT} silent targets starve nobody"
    print(f"FAIL {name}: {'; '.join(wrong)}" if wrong else f"PASS {name}")
    return not wrong


sys.exit(command.main(__doc__, "silent targets", run))
