"""A voice server has the query's port, and does not know such questions."""
from scenario import SILENT, cannot_tell
from world import look, plan
from world.game import QUERY

CAUSE, PLACE = "wrong_service", "host"
OUTSIDE = cannot_tell(CAUSE, *SILENT)
INSIDE = JOINED = cannot_tell(CAUSE, "application_hung", "service_down")
NEEDS = ("murmurd",)
PING = bytes(4) + b"proofing"


def apply(world):
    world.game.start(query=None)
    settings = world.folder / "murmur.ini"
    settings.write_text(f"port={QUERY}\nhost=0.0.0.0\ndbus=\nice=\nlogfile=\nuname=root\n"
                        f"database={world.folder}/murmur.sqlite\n")
    world.host.start("murmurd", "-fg", "-ini", settings, ready="Not registering server")


def proof(world):
    reply = look.udp(world.lan, plan.HOST, QUERY, PING, look.LONG)
    yield "it answers as Mumble does", reply[4:12] == PING[4:]
    yield "it is silent for a game's query", look.a2s_is("timeout", world.vantage1, plan.WAN)
    yield "Mumble has the port", f':{QUERY} ' in world.host.listeners() \
        and '"murmurd"' in world.host.listeners()
