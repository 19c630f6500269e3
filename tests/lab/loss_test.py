#!/usr/bin/env python3
"""A line that loses 30% of its packets: that is seen in the counters and is no outage. The firewall
counts packets, so that the same ones are lost each time. Needs no root.

Prints "PASS name", "FAIL name: why" or "SKIP name: why" for each case; ends with 1 on a FAIL.
"""
import pathlib
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))  # harness

import command
import exposition
import harness
import network as net
from faults import Faults, Spot, answer_a2s, listen
from live import Daemon

RESULTS = 4
SCATTERED = "numgen inc mod 10 { 0, 3, 6 } drop"
# The SYN of an attempt and all that follow before its timeout.
IN_A_ROW = "tcp flags & (syn | ack) == syn numgen inc mod 12 < 3 drop"
SPOTS = {}  # name: spot, which packets are lost, the counter that shows it
for family in net.FAMILIES:
    port = 27100 + family
    SPOTS |= {
        f"tcp{family} scattered loss": (
            Spot(family, "tcp", net.SERVER[family], port), listen, SCATTERED,
            "reach_syn_retransmits_total"),
        f"tcp{family} all of an attempt lost": (
            Spot(family, "tcp", net.SERVER[family], port + 10), listen, IN_A_ROW,
            "reach_unconfirmed_total"),
        f"a2s{family} scattered loss": (
            Spot(family, "udp", net.SERVER[family], port + 20), answer_a2s, SCATTERED,
            "reach_unconfirmed_total"),
    }
HEAD = "global: {interval: 3s, timeout: 2500ms}\ncontrol: {lan: off}\ntargets:\n"


def configuration() -> str:
    modules = {"tcp": "tcp", "udp": "a2s"}
    return HEAD + "".join(
        f'- {{name: {name}, host: "{spot.address}", checks: '
        f"[{{name: port, module: {modules[spot.transport]}, port: {spot.port}}}]}}\n"
        for name, (spot, *_) in SPOTS.items())


def watch(daemon: Daemon) -> dict[str, list[str]]:
    """By check, what is wrong with it until all have their results and have seen their loss."""
    wrong = {name: [] for name in SPOTS}
    left = set(SPOTS)

    def done() -> bool:
        samples = daemon.samples()
        for sample in samples:
            if sample.name == "reach_port_state" and sample.value == 1 and \
                    sample.labels["state"] not in ("open", "unknown"):
                wrong[sample.labels["target"]].append(f"was {sample.labels['state']}")
        for name, (*_, counter) in SPOTS.items():
            probes = exposition.find(samples, "reach_probes_total", target=name) or [0]
            lost = exposition.find(samples, counter, target=name) or [0]
            if probes[0] >= RESULTS and lost[0] > 0:
                left.discard(name)
            if any(exposition.find(samples, "reach_probe_failures_total", target=name)):
                wrong[name].append("has failures")
        return not left or any(wrong.values())

    try:
        harness.wait_for(done, "results with a loss of each check", 2 * harness.PATIENCE)
    except AssertionError as error:
        for name in left:
            wrong[name].append(f"{error}: no {SPOTS[name][-1]}")
    return wrong


def run(arguments) -> bool:
    network = net.Network()
    faults = Faults(network)
    for spot, place, lost, _ in SPOTS.values():
        place(faults, spot)
        network.add_rule("router", f"{spot.match()} {lost}")
    try:
        network.apply_rules("loss")
    except RuntimeError as error:
        print(f"SKIP loss: {error}")
        return True
    with Daemon(network, arguments.binary, configuration()) as daemon:
        wrong = watch(daemon)
    for name, problems in wrong.items():
        print(f"FAIL {name}: {'; '.join(dict.fromkeys(problems))}" if problems else f"PASS {name}")
    return not any(wrong.values())


sys.exit(command.main(__doc__, "loss", run))
