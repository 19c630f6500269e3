#!/usr/bin/env python3
"""Every way in which a port can be open or not, made in network namespaces, and what
`reach_exporter` says of it, asked once and as it runs; nmap beside it. Needs no root.

Prints "PASS name", "FAIL name: why" or "SKIP name: why" for each case; ends with 1 on a FAIL.
"""
import concurrent.futures
import pathlib
import sys
import traceback

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))  # harness, exposition

import cases
import command
import live
import nmap
import offline
from exporter import Exporter, faults_of
from faults import Faults, Spot
from network import FAMILIES, Network

FIRST_PORT = 20001  # below the range of the kernel's own ports
THREADS = 12


def spots_of(selected: str) -> dict[Spot, cases.Case]:
    """Each case in each of its families, with a port of its own."""
    result = {}
    for transport, table in (("tcp", cases.TCP_CASES), ("udp", cases.UDP_CASES)):
        for case in table:
            for family in case.families:
                spot = Spot(family, transport, case.to[family], FIRST_PORT + len(result))
                result[spot] = case
    return {spot: case for spot, case in result.items() if selected in name_of(spot, case)}


def name_of(spot: Spot, case: cases.Case) -> str:
    return f"{spot.transport}{spot.family} {case.name}"


def examine(exporter: Exporter, spot: Spot, case: cases.Case) -> tuple[list[str], str]:
    """What is wrong, and what the exporter said."""
    try:
        if case.first:
            answer = exporter.probe(spot, case.module, case.first)
            wrong = faults_of(answer, spot, case.first)
            if wrong:
                return ["before the fault: " + text for text in wrong], ""
        answer = exporter.probe(spot, case.module, case.expected)
    except Exception:
        return [traceback.format_exc(limit=1).replace("\n", " ")], ""
    said = f"{answer['state']} {answer['reason']}"
    if answer["offender"]:
        said += f" by {answer['offender']}"
    return faults_of(answer, spot, case.expected), f"{said}, {answer['duration_seconds']:.3f} s"


def ask_nmap(network: Network, spots: dict[Spot, cases.Case], pool) -> dict[Spot, str]:
    """Verdicts of nmap, for the spots that it can look at."""
    wanted = [spot for spot, case in spots.items() if not case.nmap and nmap.installed()]
    found = {}
    for part in pool.map(lambda group: nmap.survey(network, group), nmap.surveys(wanted)):
        found |= part
    return found


def compare(spot: Spot, case: cases.Case, verdict: str | None) -> tuple[list[str], str]:
    """What nmap contradicts, and what it said."""
    if verdict is None:
        return [], case.nmap or "not installed"
    expected = nmap.expected(case, spot)
    if expected and verdict != expected:
        return [f"nmap says {verdict}, not {expected}"], verdict
    return [], verdict


def report(name: str, wrong: list[str], said: str) -> bool:
    print(f"FAIL {name}: {'; '.join(wrong)} ({said})" if wrong else f"PASS {name}: {said}")
    return not wrong


def run_cases(network: Network, faults: Faults, arguments) -> bool:
    exporter = Exporter(network, arguments.binary)
    spots = spots_of(arguments.only)
    for spot, case in spots.items():
        for place in case.faults:
            place(faults, spot)
    network.apply_rules("cases")
    with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        answers = list(pool.map(lambda item: examine(exporter, *item), spots.items()))
        verdicts = ask_nmap(network, spots, pool)
    good = True
    for (spot, case), (wrong, said) in zip(spots.items(), answers):
        contradicted, verdict = compare(spot, case, verdicts.get(spot))
        good &= report(name_of(spot, case), wrong + contradicted, f"{said} | nmap: {verdict}")
    return good


def run(arguments) -> bool:
    network = Network()
    faults = Faults(network)
    good = run_cases(network, faults, arguments)
    if "live".startswith(arguments.only):
        for name, wrong in live.run(network, faults, arguments.binary):
            good &= report(name, wrong, "in /metrics")
    if "offline".startswith(arguments.only):
        for name, wrong in offline.run(network, faults, arguments.binary):
            good &= report("offline: " + name, wrong, "in /metrics")
    if not nmap.installed():
        print("SKIP nmap as the oracle: nmap is not installed")
    if len(FAMILIES) == 1:
        print("SKIP IPv6: this kernel has none")
    return good


sys.exit(command.main(__doc__, "port states", run))
