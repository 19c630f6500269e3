"""What happens to a packet for a spot: each fault is a function of the network and the spot."""
import dataclasses

import peers
from network import Network

LOOPBACK = {4: "127.0.0.1", 6: "::1"}


@dataclasses.dataclass(frozen=True)
class Spot:
    """One port of one address, by one transport. Each case has its own."""
    family: int
    transport: str
    address: str
    port: int

    def match(self) -> str:
        return f"meta nfproto ipv{self.family} {self.transport} dport {self.port}"


@dataclasses.dataclass(frozen=True)
class Icmp:
    """An ICMP error: nft's word, type and code, for IPv4 and for IPv6 (RFC 792, RFC 4443)."""
    ip4: tuple[str, int, int] | None = None
    ip6: tuple[str, int, int] | None = None

    def of(self, family: int):
        return self.ip4 if family == 4 else self.ip6


NET_UNREACHABLE = Icmp(("net-unreachable", 3, 0), ("no-route", 1, 0))
HOST_UNREACHABLE = Icmp(("host-unreachable", 3, 1), ("addr-unreachable", 1, 3))
PROTOCOL_UNREACHABLE = Icmp(ip4=("prot-unreachable", 3, 2))
PORT_UNREACHABLE = Icmp(("port-unreachable", 3, 3), ("port-unreachable", 1, 4))
NET_PROHIBITED = Icmp(ip4=("net-prohibited", 3, 9))
HOST_PROHIBITED = Icmp(ip4=("host-prohibited", 3, 10))
ADMIN_PROHIBITED = Icmp(("admin-prohibited", 3, 13), ("admin-prohibited", 1, 1))
POLICY_FAIL = Icmp(ip6=("policy-fail", 1, 5))
REJECT_ROUTE = Icmp(ip6=("reject-route", 1, 6))
TTL_EXCEEDED = Icmp(("", 11, 0), ("", 3, 0))


class Faults:
    """Puts faults in place, and keeps the sockets that they need."""

    def __init__(self, network: Network):
        self.network = network
        self._sockets = []

    def socket(self, spot: Spot, address: str = "", backlog: int = 1024):
        """The listening socket (or bound, for UDP) of the spot; by default on all addresses."""
        address = address or ("0.0.0.0" if spot.family == 4 else "::")
        with self.network.inside("server"):
            if spot.transport == "tcp":
                made = peers.tcp_listener(spot.family, address, spot.port, backlog)
            else:
                made = peers.udp_socket(spot.family, address, spot.port)
        self._sockets.append(made)
        return made


def listen(faults: Faults, spot: Spot):
    faults.socket(spot)


def listen_on_loopback(faults: Faults, spot: Spot):
    faults.socket(spot, LOOPBACK[spot.family])


def never_accept(faults: Faults, spot: Spot):
    """Room for one connection: the next SYN is dropped."""
    faults.socket(spot, backlog=0)


def accept_then_close(faults: Faults, spot: Spot):
    peers.hang_up(faults.socket(spot), reset=False)


def accept_then_reset(faults: Faults, spot: Spot):
    peers.hang_up(faults.socket(spot), reset=True)


def answer_a2s(faults: Faults, spot: Spot):
    peers.answer(faults.socket(spot), peers.a2s_info)


def answer_garbage(faults: Faults, spot: Spot):
    peers.answer(faults.socket(spot), peers.garbage)


def drop(where: str):
    """A firewall on client, router or server that throws the packet away."""
    def place(faults: Faults, spot: Spot):
        faults.network.add_rule(where, f"{spot.match()} drop")
    return place


def reset(where: str):
    """A firewall that answers with a TCP RST in the target's name."""
    def place(faults: Faults, spot: Spot):
        faults.network.add_rule(where, f"{spot.match()} reject with tcp reset")
    return place


def reject(where: str, error: Icmp):
    """A firewall that answers with an ICMP error in its own name."""
    def place(faults: Faults, spot: Spot):
        protocol = "icmp" if spot.family == 4 else "icmpv6"
        word = error.of(spot.family)[0]
        faults.network.add_rule(where, f"{spot.match()} reject with {protocol} {word}")
    return place
