"""The cases: a fault, where the packet goes, and what the exporter has to say of it."""
import dataclasses

import network as net
from faults import (ADMIN_PROHIBITED, HOST_PROHIBITED, HOST_UNREACHABLE, NET_PROHIBITED,
                    NET_UNREACHABLE, POLICY_FAIL, PORT_UNREACHABLE, PROTOCOL_UNREACHABLE,
                    REJECT_ROUTE, TTL_EXCEEDED, Icmp, accept_then_close, accept_then_reset,
                    answer_a2s, answer_garbage, drop, listen, listen_on_loopback, never_accept,
                    reject, reset)

# Reasons that mean: all is as the module wants it.
GOOD = ("syn_ack", "reply", "no_reply_required")
# Reasons that only time can give. All others must be known long before the deadline.
WAITING = ("no_answer", "no_reply_required", "expect_timeout")


@dataclasses.dataclass(frozen=True)
class Expected:
    state: str
    reason: str
    offender: str | None = None
    icmp: Icmp = Icmp()

    @property
    def waits(self) -> bool:
        return self.reason in WAITING

    @property
    def success(self) -> bool:
        return self.reason in GOOD


@dataclasses.dataclass(frozen=True)
class Case:
    name: str
    faults: tuple
    expected: Expected
    to: dict = dataclasses.field(default_factory=lambda: net.SERVER)
    module: str = ""
    first: Expected | None = None  # what a probe before this one has to say
    nmap: str = ""                 # why nmap cannot be asked

    @property
    def families(self):
        """An error that one family lacks leaves that family out."""
        icmp = self.expected.icmp
        return [f for f in net.FAMILIES if icmp == Icmp() or icmp.of(f)]


OPEN = Expected("open", "syn_ack")
RST = Expected("refused", "rst")
NO_ANSWER = Expected("filtered", "no_answer")
SILENT = Expected("silent", "no_reply_required")
NO_ROUTE = Expected("unreachable", "no_route")
BLOCKED = Expected("error", "blocked_locally")


def refused_by(offender: str) -> Expected:
    return Expected("refused", "icmp_port_unreachable", offender, PORT_UNREACHABLE)


def filtered_by(offender: str, reason: str, icmp: Icmp) -> Expected:
    return Expected("filtered", reason, offender, icmp)


def unreachable_by(offender: str, reason: str, icmp: Icmp) -> Expected:
    return Expected("unreachable", reason, offender, icmp)


NO_SENDING = "the packet never leaves this host"

# The same for both transports: what routers and routing tables answer.
ROUTER_CASES = [
    Case("reject port-unreachable on the router",
         (listen, reject("router", PORT_UNREACHABLE)), refused_by("gateway")),
    Case("reject admin-prohibited on the router", (listen, reject("router", ADMIN_PROHIBITED)),
         filtered_by("gateway", "icmp_admin_prohibited", ADMIN_PROHIBITED)),
    Case("reject host-prohibited on the router", (listen, reject("router", HOST_PROHIBITED)),
         filtered_by("gateway", "icmp_host_prohibited", HOST_PROHIBITED)),
    Case("reject net-prohibited on the router", (listen, reject("router", NET_PROHIBITED)),
         filtered_by("gateway", "icmp_net_prohibited", NET_PROHIBITED)),
    Case("reject policy-fail on the router", (listen, reject("router", POLICY_FAIL)),
         filtered_by("gateway", "icmp_policy_failed", POLICY_FAIL)),
    Case("reject reject-route on the router", (listen, reject("router", REJECT_ROUTE)),
         unreachable_by("gateway", "icmp_other", REJECT_ROUTE)),
    Case("reject host-unreachable on the router", (listen, reject("router", HOST_UNREACHABLE)),
         unreachable_by("gateway", "icmp_host_unreachable", HOST_UNREACHABLE)),
    Case("reject net-unreachable on the router", (listen, reject("router", NET_UNREACHABLE)),
         unreachable_by("gateway", "icmp_net_unreachable", NET_UNREACHABLE)),
    Case("reject protocol-unreachable on the router",
         (listen, reject("router", PROTOCOL_UNREACHABLE)),
         unreachable_by("gateway", "icmp_other", PROTOCOL_UNREACHABLE)),
    Case("reject admin-prohibited on the server", (listen, reject("server", ADMIN_PROHIBITED)),
         filtered_by("target", "icmp_admin_prohibited", ADMIN_PROHIBITED)),
    # An IPv6 router has no host-unreachable for such a route: it says no-route.
    Case("route unreachable on the router", (),
         unreachable_by("gateway", "icmp_host_unreachable", Icmp(ip4=HOST_UNREACHABLE.ip4)),
         to=net.ROUTER_UNREACHABLE),
    Case("route unreachable on the router", (),
         unreachable_by("gateway", "icmp_net_unreachable", Icmp(ip6=NET_UNREACHABLE.ip6)),
         to=net.ROUTER_UNREACHABLE),
    Case("route prohibit on the router", (),
         filtered_by("gateway", "icmp_admin_prohibited", ADMIN_PROHIBITED),
         to=net.ROUTER_PROHIBIT),
    Case("no route on the router", (),
         unreachable_by("gateway", "icmp_net_unreachable", NET_UNREACHABLE),
         to=net.ROUTER_HAS_NO_ROUTE),
    Case("absent neighbour behind the router", (),
         unreachable_by("gateway", "icmp_host_unreachable", HOST_UNREACHABLE),
         to=net.NOBODY_THERE),
    Case("absent neighbour in the client's LAN", (),
         unreachable_by("self", "no_neighbour", HOST_UNREACHABLE), to=net.NOBODY_HERE,
         nmap="nmap asks for the neighbour itself"),
    Case("routers in a circle", (), unreachable_by("other", "icmp_ttl_exceeded", TTL_EXCEEDED),
         to=net.LOOP),
    Case("no route on the client", (), NO_ROUTE, to=net.CLIENT_HAS_NO_ROUTE, nmap=NO_SENDING),
    Case("route unreachable on the client", (), NO_ROUTE, to=net.CLIENT_UNREACHABLE,
         nmap=NO_SENDING),
    Case("route prohibit on the client", (), BLOCKED, to=net.CLIENT_PROHIBIT, nmap=NO_SENDING),
    Case("route blackhole on the client", (), BLOCKED, to=net.CLIENT_BLACKHOLE, nmap=NO_SENDING),
    Case("reject on the client", (listen, reject("client", PORT_UNREACHABLE)),
         Expected("error", "blocked_locally", "self", PORT_UNREACHABLE), nmap=NO_SENDING),
]

TCP_CASES = [
    Case("listening", (listen,), OPEN),
    Case("no listener", (), RST),
    Case("bound to loopback only", (listen_on_loopback,), RST),
    Case("full accept queue", (never_accept,), NO_ANSWER, first=OPEN),
    Case("accept then close", (accept_then_close,), Expected("open", "closed_early"),
         module="banner"),
    Case("accept then reset", (accept_then_reset,), Expected("open", "reset_after_open"),
         module="banner"),
    Case("accept then say nothing", (listen,), Expected("open", "expect_timeout"),
         module="banner"),
    Case("drop on the server", (listen, drop("server")), NO_ANSWER),
    Case("drop on the router", (listen, drop("router")), NO_ANSWER),
    Case("route blackhole on the router", (), NO_ANSWER, to=net.ROUTER_BLACKHOLE),
    Case("reject tcp-reset on the server", (listen, reset("server")), RST),
    Case("reject tcp-reset on the router", (listen, reset("router")), RST),
    Case("reject port-unreachable on the server", (listen, reject("server", PORT_UNREACHABLE)),
         refused_by("target")),
    # The kernel hides from connect() that its own firewall threw the SYN away.
    Case("drop on the client", (listen, drop("client")), NO_ANSWER),
    *ROUTER_CASES,
]

UDP_CASES = [
    Case("silent listener", (listen,), SILENT),
    Case("no listener", (), refused_by("target")),
    Case("bound to loopback only", (listen_on_loopback,), refused_by("target")),
    Case("drop on the server", (listen, drop("server")), SILENT),
    Case("drop on the router", (listen, drop("router")), SILENT),
    Case("route blackhole on the router", (), SILENT, to=net.ROUTER_BLACKHOLE),
    Case("reject port-unreachable on the server", (listen, reject("server", PORT_UNREACHABLE)),
         refused_by("target")),
    Case("drop on the client", (listen, drop("client")), BLOCKED, nmap=NO_SENDING),
    *ROUTER_CASES,
    Case("A2S answer", (answer_a2s,), Expected("open", "reply"), module="a2s"),
    Case("A2S garbage", (answer_garbage,), Expected("open", "bad_reply"), module="a2s"),
    Case("A2S silent listener", (listen,), NO_ANSWER, module="a2s"),
    Case("A2S no listener", (), refused_by("target"), module="a2s"),
    Case("A2S drop on the router", (answer_a2s, drop("router")), NO_ANSWER, module="a2s"),
]
