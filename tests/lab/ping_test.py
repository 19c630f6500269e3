#!/usr/bin/env python3
"""Ping in network namespaces: what `reach_exporter` says of each fault, over the unprivileged
socket and over a raw one, and when it may have neither. Needs no root.

Prints "PASS name", "FAIL name: why" or "SKIP name: why" for each case; ends with 1 on a FAIL.
"""
import concurrent.futures
import dataclasses
import json
import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))  # harness

import command
import network as net
from cases import (BLOCKED, NO_ANSWER, NO_ROUTE, Case, Expected, filtered_by, refused_by,
                   unreachable_by)
from exporter import LONG, SHORT, faults_of
from faults import (ADMIN_PROHIBITED, HOST_UNREACHABLE, NET_UNREACHABLE, PORT_UNREACHABLE,
                    TTL_EXCEEDED, Faults, Spot, drop, reject)

FIRST_SIZE = 64  # bytes of payload: each case has its own, by which firewalls know its echoes
THREADS = 12
HEADERS = {4: 28, 6: 48}
# How the exporter is started. A new namespace permits no unprivileged socket, until the lab says so.
WITH_RAW = []
WITHOUT_RAW = ["setpriv", "--bounding-set=-net_raw", "--inh-caps=-net_raw"]

# The kernel does not tell a sender over this socket what became of the packet.
HIDDEN = {("unprivileged", 6, "drop on the client"): NO_ANSWER}

REPLY = Expected("open", "reply")
CASES = [
    Case("answered", (), REPLY),
    Case("drop on the server", (drop("server"),), NO_ANSWER),
    Case("drop on the router", (drop("router"),), NO_ANSWER),
    Case("drop on the client", (drop("client"),), BLOCKED),
    Case("reject port-unreachable on the server", (reject("server", PORT_UNREACHABLE),),
         refused_by("target")),
    Case("reject admin-prohibited on the server", (reject("server", ADMIN_PROHIBITED),),
         filtered_by("target", "icmp_admin_prohibited", ADMIN_PROHIBITED)),
    Case("reject admin-prohibited on the router", (reject("router", ADMIN_PROHIBITED),),
         filtered_by("gateway", "icmp_admin_prohibited", ADMIN_PROHIBITED)),
    Case("reject host-unreachable on the router", (reject("router", HOST_UNREACHABLE),),
         unreachable_by("gateway", "icmp_host_unreachable", HOST_UNREACHABLE)),
    Case("reject net-unreachable on the router", (reject("router", NET_UNREACHABLE),),
         unreachable_by("gateway", "icmp_net_unreachable", NET_UNREACHABLE)),
    Case("absent neighbour behind the router", (),
         unreachable_by("gateway", "icmp_host_unreachable", HOST_UNREACHABLE),
         to=net.NOBODY_THERE),
    Case("absent neighbour in the client's LAN", (),
         unreachable_by("self", "no_neighbour", HOST_UNREACHABLE), to=net.NOBODY_HERE),
    Case("routers in a circle", (), unreachable_by("other", "icmp_ttl_exceeded", TTL_EXCEEDED),
         to=net.LOOP),
    Case("no route on the client", (), NO_ROUTE, to=net.CLIENT_HAS_NO_ROUTE),
    Case("route prohibit on the client", (), BLOCKED, to=net.CLIENT_PROHIBIT),
]


class Echoes(Spot):
    """The echo requests of one case; `port` is the size of their payload."""

    def match(self) -> str:
        protocol = "icmp" if self.family == 4 else "icmpv6"
        return (f"meta nfproto ipv{self.family} {protocol} type echo-request "
                f"meta length {self.port + HEADERS[self.family]}")


class Pinger:
    """The command line of the exporter in the client's namespace."""

    def __init__(self, network: net.Network, binary: str, wrap: list[str], sizes):
        self._network, self._binary, self._wrap = network, binary, wrap
        self._config = tempfile.NamedTemporaryFile("w", suffix=".yml")
        modules = [f"  ping{size}: {{prober: icmp, icmp: {{payload_size: {size}, count: 3, "
                   f"spacing: 50ms}}}}" for size in sizes]
        self._config.write("\n".join(["modules:", *modules, "targets: []\n"]))
        self._config.flush()

    def run(self, spot: Spot, timeout: float, *options: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            self._network.command("client", *self._wrap, self._binary, "probe", spot.address,
                                  "--module", f"ping{spot.port}", "--timeout", f"{timeout:.0f}s",
                                  "--config.file", self._config.name, *options),
            capture_output=True, text=True, timeout=2 * LONG)

    def ask(self, spot: Spot, expected: Expected) -> dict:
        timeout = SHORT if expected.waits else LONG
        run = self.run(spot, timeout, "--output", "json")
        if not run.stdout:
            raise RuntimeError(run.stderr)
        answer = json.loads(run.stdout)
        return answer | {"exit_status": run.returncode, "timeout": timeout,
                         "took": answer["duration_seconds"]}


def spots_of(selected: str) -> dict[Spot, Case]:
    spots = {}
    for case in CASES:
        for family in case.families:
            size = FIRST_SIZE + len(spots)
            spots[Echoes(family, "icmp", case.to[family], size)] = case
    return {spot: case for spot, case in spots.items() if selected in case.name}


def report(name: str, wrong: list[str], said: str = "") -> bool:
    print(f"FAIL {name}: {'; '.join(wrong)} {said}" if wrong else f"PASS {name}: {said}")
    return not wrong


def permit_unprivileged(network: net.Network):
    with network.inside("client"):
        pathlib.Path("/proc/sys/net/ipv4/ping_group_range").write_text("0 0")


def run_cases(pinger: Pinger, kind: str, spots: dict[Spot, Case]) -> bool:
    due = {spot: HIDDEN.get((kind, spot.family, case.name), case.expected)
           for spot, case in spots.items()}
    good = True
    with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        answers = pool.map(lambda item: pinger.ask(*item), due.items())
        for (spot, case), answer in zip(spots.items(), answers):
            wrong = faults_of(answer, dataclasses.replace(spot, port=None), due[spot])
            said = f"{answer['state']} {answer['reason']}, {answer['duration_seconds']:.3f} s"
            good &= report(f"ping{spot.family} {kind} {case.name}", wrong, said)
    return good


def lose_one_of_three(network: net.Network, binary: str, family: int) -> bool:
    """Loss is a number and no outage."""
    spot = Echoes(family, "icmp", net.SERVER[family], 600 + family)
    network.add_rule("router", f"{spot.match()} numgen inc mod 3 1 drop")
    try:
        network.apply_rules(f"loss{family}")
    except RuntimeError as error:
        print(f"SKIP ping{family} one of three lost: {error}")
        return True
    said = Pinger(network, binary, WITH_RAW, [spot.port]).run(spot, SHORT).stdout
    wanted = ("open (reply)", "answered: 2 of 3", "icmp_loss_ratio: 0.333")
    missing = [f"no {text!r} in {said!r}" for text in wanted if text not in said]
    return report(f"ping{family} one of three lost", missing)


def permit_neither(network: net.Network, binary: str, family: int) -> bool:
    spot = Echoes(family, "icmp", net.SERVER[family], FIRST_SIZE)
    run = Pinger(network, binary, WITHOUT_RAW, [spot.port]).run(spot, SHORT)
    wanted = (r"error \(no_permission\)", r"net\.ipv4\.ping_group_range", "CAP_NET_RAW")
    missing = [f"no {text!r} in {run.stdout!r}" for text in wanted
               if not re.search(text, run.stdout)]
    if run.returncode != 1:
        missing.append(f"exit status {run.returncode}")
    return report(f"ping{family} neither kind of socket permitted", missing)


def run(arguments) -> bool:
    network = net.Network()
    spots = spots_of(arguments.only)
    faults = Faults(network)
    for spot, case in spots.items():
        for place in case.faults:
            place(faults, spot)
    network.apply_rules("pings")
    binary, sizes = arguments.binary, [spot.port for spot in spots]
    good = run_cases(Pinger(network, binary, WITH_RAW, sizes), "raw", spots)
    for family in net.FAMILIES:
        good &= lose_one_of_three(network, binary, family)
        good &= permit_neither(network, binary, family)
    permit_unprivileged(network)
    return good & run_cases(Pinger(network, binary, WITHOUT_RAW, sizes), "unprivileged", spots)


sys.exit(command.main(__doc__, "ping", run))
