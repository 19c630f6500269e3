"""All that tell the public address disagree: a proxy lies, DNS is intercepted, STUN is off."""
from scenario import knows
from world import dns, look, plan, upnp

CAUSE, PLACE = "wan_ip_unknown", "sources of the address"
OUTSIDE = knows("healthy")
INSIDE = knows(CAUSE)
JOINED = knows(CAUSE, "healthy")


def apply(world):
    world.mirrors.stop_stun()
    world.mirrors.say_by_http("--lie", "77.107.1.1")
    world.mirrors.say_by_dns("--lie", "78.108.1.1")


def proof(world):
    by_http = world.host.run("curl", "-s", f"http://{plan.ECHO_HTTP}/").strip()
    by_dns = dns.ask(world.host, plan.ECHO_DNS, "whoami.example")[1][0]
    yield "HTTP, DNS and router disagree", \
        len({by_http, by_dns, upnp.external_address(world.host)}) == 3
    reply = look.udp(world.host, plan.STUN, 3478, seconds=look.LONG)
    yield "STUN does not answer", reply == "refused"
    yield "the game answers", look.game_answers(world.vantage1, plan.WAN)
