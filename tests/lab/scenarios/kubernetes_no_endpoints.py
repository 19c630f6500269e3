"""A Kubernetes Service has no endpoints: kube-proxy's rule rejects."""
from scenario import Target, cannot_tell
from world import look, plan
from world.game import ALL_PORTS

CAUSE, PLACE = "kubernetes_no_endpoints", "cluster"
OUTSIDE = cannot_tell(CAUSE, "host_firewall_reject")
INSIDE = JOINED = cannot_tell(CAUSE, "host_firewall_reject", "service_down")
TARGET = Target(environment=(("KUBERNETES_SERVICE_HOST", "10.96.0.1"),
                             ("KUBERNETES_SERVICE_PORT", "443")))


def apply(world):
    world.game.stop()
    world.host.filter("input", f'{ALL_PORTS} fib daddr type local hit reject with icmp '
                               'port-unreachable comment "default/rust has no endpoints"')


def proof(world):
    before = world.host.hits()
    yield "TCP gets an ICMP error", \
        look.icmp_error(world.vantage1, plan.WAN, 28082) == (3, 3, plan.WAN)
    yield "the rule counts it", world.host.hits() > before
    yield "no pod listens", not world.host.listeners().strip()
