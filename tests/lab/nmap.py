"""nmap as the oracle: what it says of the same spots, and what it should say by our reason."""
import collections
import shutil
import subprocess
import xml.etree.ElementTree as xml

import network as net
from cases import Case
from faults import Spot
from network import Network

SCANS = {"tcp": "-sS", "udp": "-sU"}
# Longer than an unanswered ARP or neighbour solicitation takes.
PATIENCE = {"--min-rtt-timeout": "5s", "--initial-rtt-timeout": "5s", "--max-rtt-timeout": "6s"}
VERDICTS = {
    "syn_ack": "open syn-ack", "closed_early": "open syn-ack", "reset_after_open": "open syn-ack",
    "expect_timeout": "open syn-ack", "rst": "closed reset", "no_answer": "filtered no-response",
    "no_reply_required": "open|filtered no-response", "bad_reply": "open udp-response",
    "reply": "open udp-response",
    "icmp_port_unreachable": "filtered port-unreach",
    "icmp_net_unreachable": "filtered net-unreach",
    "icmp_host_unreachable": "filtered host-unreach",
    "icmp_net_prohibited": "filtered net-prohibited",
    "icmp_host_prohibited": "filtered host-prohibited",
    "icmp_admin_prohibited": "filtered admin-prohibited",
    "icmp_ttl_exceeded": "filtered time-exceeded",
}
IP6_VERDICTS = {
    "icmp_net_unreachable": "filtered no-route",
    "icmp_ttl_exceeded": "",  # nmap passes over it
}


def installed() -> bool:
    return shutil.which("nmap") is not None


def expected(case: Case, spot: Spot) -> str:
    """nmap's verdict that agrees with the case; "" where it has no word for it."""
    reason, offender = case.expected.reason, case.expected.offender
    if spot.transport == "udp" and reason == "no_answer":
        reason = "no_reply_required"  # what is due, only the module knows
    if spot.transport == "udp" and reason == "icmp_port_unreachable" and offender == "target":
        return "closed port-unreach"
    if spot.family == 6 and reason in IP6_VERDICTS:
        return IP6_VERDICTS[reason]
    return VERDICTS.get(reason, "")


def surveys(spots: list[Spot]) -> list[list[Spot]]:
    """The spots by what one run of nmap can look at."""
    groups = collections.defaultdict(list)
    for spot in spots:
        groups[spot.transport, spot.address].append(spot)
    return list(groups.values())


def survey(network: Network, spots: list[Spot]) -> dict[Spot, str]:
    """"state reason" for each of the spots, which share transport and address."""
    first = spots[0]
    command = ["nmap", SCANS[first.transport], "-Pn", "-n", "--reason", "-oX", "-",
               "-p", ",".join(str(spot.port) for spot in spots)]
    if first.address == net.NOBODY_THERE[first.family]:
        command += [word for pair in PATIENCE.items() for word in pair]
    if first.family == 6:
        command.append("-6")
    run = subprocess.run(network.command("client", *command, first.address), capture_output=True,
                         text=True)
    if run.returncode != 0:
        return {spot: "failed: " + run.stderr.strip() for spot in spots}
    found = {}
    for port in xml.fromstring(run.stdout).iter("port"):
        state = port.find("state")
        found[int(port.get("portid"))] = f"{state.get('state')} {state.get('reason')}"
    return {spot: found.get(spot.port, "nothing") for spot in spots}
