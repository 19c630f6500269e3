"""The DDNS updater has published the address that the host has at home."""
from scenario import knows
from world import dns, look, plan

CAUSE, PLACE = "ddns_gone", "DDNS"
OUTSIDE = knows(CAUSE, "no_route")  # nobody can reach such an address
INSIDE = JOINED = knows(CAUSE)


def apply(world):
    world.names.addresses = [plan.HOST]
    world.names.start_authority()


def proof(world):
    yield "the name has a private address", \
        dns.ask(world.vantage1, plan.RESOLVER, plan.NAME)[1] == [plan.HOST]
    yield "which no vantage reaches", look.tcp(world.vantage1, plan.HOST, 28082) != "open"
    yield "it works at home", look.tcp_is("open", world.lan, plan.HOST, 28082)
