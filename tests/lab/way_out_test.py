#!/usr/bin/env python3
"""The way out in network namespaces: `source_ip_address`, `source_interface` and `mark` of a module,
where they lead to the target and where they lead nowhere. Needs no root.

Prints "PASS name", "FAIL name: why" or "SKIP name: why" for each case; ends with 1 on a FAIL.
"""
import concurrent.futures
import dataclasses
import json
import pathlib
import subprocess
import sys
import tempfile

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))  # harness

import command
import network as net
import peers
from faults import Faults, Spot

FIRST_PORT = 27001
PATIENCE = 30  # seconds
SOURCE = {4: "10.77.1.5", 6: "fd77:1::5"}
OTHER_SOURCE = {4: "10.77.1.2", 6: "fd77:1::2"}
FAMILIES_AND_TRANSPORTS = [(family, kind) for family in net.FAMILIES for kind in ("tcp", "udp")]
# An interface that is down, and a mark whose packets have no route.
CLIENT = f"""
address add {SOURCE[6]}/64 dev c0 nodad
link add d0 type veth peer name d1
rule add fwmark 43 unreachable
-6 rule add fwmark 43 unreachable
"""
NOBODY = ["setpriv", "--bounding-set=-net_raw,-net_admin", "--inh-caps=-net_raw,-net_admin"]
OPEN = {"tcp": ("open", "syn_ack"), "udp": ("open", "reply")}
UNUSABLE = ("error", "source_unusable")


@dataclasses.dataclass(frozen=True)
class Case:
    name: str
    way: str                               # keys of the module
    expected: tuple[str, str] | None = None  # state and reason; None: open
    host: str = ""                         # where a firewall stands that wants this way, and
    firewall: str = ""                     # what it rejects
    wrap: list[str] = dataclasses.field(default_factory=list)


# Each firewall twice: it lets the way through that it wants, and proves itself on any other.
def cases(family: int) -> list[Case]:
    source, other = (f"source_ip_address: '{of[family]}'" for of in (SOURCE, OTHER_SOURCE))
    not_the_source = f"{'ip' if family == 4 else 'ip6'} saddr != {SOURCE[family]}"
    return [
        Case("the source address that the router lets through", source, None, "router",
             not_the_source),
        Case("another source address than the router lets through", other,
             ("filtered", "icmp_admin_prohibited"), "router", not_the_source),
        Case("the mark that the firewall lets through", "mark: 42", None, "client",
             "meta mark != 42"),
        Case("another mark than the firewall lets through", "mark: 41",
             ("error", "blocked_locally"), "client", "meta mark != 42"),
        Case("a mark without a route", "mark: 43", UNUSABLE),
        Case("a mark without permission", "mark: 42", ("error", "no_permission"), wrap=NOBODY),
        Case("the interface towards the target", "source_interface: c0"),
        Case("an interface without permission", "source_interface: c0", wrap=NOBODY),
        Case("an interface that is down", "source_interface: d0", UNUSABLE),
        Case("an interface that is not there", "source_interface: none0", UNUSABLE),
    ]


def spots(selected: str) -> dict[Spot, Case]:
    result = {}
    for family, transport in FAMILIES_AND_TRANSPORTS:
        for case in cases(family):
            if selected in case.name:
                port = FIRST_PORT + len(result)
                result[Spot(family, transport, net.SERVER[family], port)] = case
    return result


def prepare(network: net.Network, checked: dict[Spot, Case]) -> Faults:
    lines = [line for line in CLIENT.splitlines() if 6 in net.FAMILIES or "6" not in line]
    for line in filter(None, lines):
        subprocess.run(network.command("client", "ip", *line.split()), check=True)
    faults = Faults(network)
    for spot, case in checked.items():
        listening = faults.socket(spot)
        if spot.transport == "udp":
            peers.answer(listening, peers.garbage)
        if case.firewall:
            network.add_rule(case.host, f"{spot.match()} {case.firewall} reject with icmpx "
                                        "type admin-prohibited")
    network.apply_rules("ways")
    return faults


def modules(checked: dict[Spot, Case]) -> str:
    lines = ["targets: []", "modules:"]
    for spot, case in checked.items():
        keys = ", ".join(filter(None, [case.way, "reply: required" * (spot.transport == "udp")]))
        lines.append(f"  at{spot.port}: {{prober: {spot.transport}, {spot.transport}: {{{keys}}}}}")
    return "\n".join(lines) + "\n"


def ask(network: net.Network, binary: str, config: str, spot: Spot, case: Case) -> dict:
    host = spot.address if spot.family == 4 else f"[{spot.address}]"
    run = subprocess.run(
        network.command("client", *case.wrap, binary, "probe", f"{host}:{spot.port}", "--module",
                        f"at{spot.port}", "--timeout", f"{PATIENCE}s", "--output", "json",
                        "--config.file", config),
        capture_output=True, text=True, timeout=2 * PATIENCE)
    if not run.stdout:
        raise RuntimeError(run.stderr)
    return json.loads(run.stdout)


def run(arguments) -> bool:
    network = net.Network()
    checked = spots(arguments.only)
    kept = prepare(network, checked)
    good = True
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as config:
        config.write(modules(checked))
        config.flush()
        with concurrent.futures.ThreadPoolExecutor() as pool:
            answers = pool.map(lambda item: ask(network, arguments.binary, config.name, *item),
                               checked.items())
            for (spot, case), answer in zip(checked.items(), answers):
                seen = answer["state"], answer["reason"]
                due = case.expected or OPEN[spot.transport]
                name = f"way out {spot.transport}{spot.family} {case.name}"
                wrong = f": {seen} and not {due}, {answer['error']}" if seen != due else ""
                print(f"{'FAIL' if wrong else 'PASS'} {name}{wrong}")
                good &= not wrong
    del kept
    return good


sys.exit(command.main(__doc__, "way out", run))
