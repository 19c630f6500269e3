"""What a scenario of the fault lab is, and the list of all of them.

A scenario is a file in scenarios/: its first line says what is wrong. It has CAUSE (an id of
core/cause.h), PLACE (where the fault is), OUTSIDE, INSIDE and JOINED (the best that the exporter
can answer from each view), apply(world), and proof(world), which yields (statement, whether it
holds) and never asks the exporter. TARGET, if it is there, changes the configuration of the target;
INSIDE_NODE names another place for the inside view; WORLD_IS_WELL says that the whole fault is in
TARGET; NEEDS lists programs that only this scenario needs; OPEN says of views what the exporter does
not know yet, though it could: that is counted as skipped, unless it calls something wrong proved.
"""
import dataclasses
import fnmatch
import importlib
import pathlib

FOLDER = pathlib.Path(__file__).resolve().parent / "scenarios"
VIEWS = ("outside", "inside", "joined")
# What looks the same from outside (evidence.md 3), by what is seen there.
REFUSED = ("service_down", "service_starting", "bound_to_loopback", "bound_to_lost_address",
           "wrong_port", "forward_wrong_host", "forward_wrong_port", "host_firewall_reject",
           "no_port_forward", "ddns_stale", "wan_ip_changed")
SILENT = ("host_firewall_drop", "forward_wrong_host", "no_port_forward", "isp_block", "ddns_stale",
          "wan_ip_changed", "cgnat", "double_nat", "accept_queue_full", "application_hung",
          "host_down", "source_blocked", "ddns_propagating")


@dataclasses.dataclass(frozen=True)
class Best:
    """What can be known: one of `causes`; and if `undecided`, that it is one of several."""
    causes: frozenset[str]
    undecided: bool = False

    @property
    def is_blind(self) -> bool:
        return "healthy" in self.causes and self.undecided

    def words(self) -> str:
        return " or ".join(sorted(self.causes) + ["undecided"] * self.undecided)


def knows(*causes: str) -> Best:
    """The view can tell. More than one cause where two words fit the same fault."""
    return Best(frozenset(causes))


def cannot_tell(*causes: str) -> Best:
    """The view sees that something is wrong, and these causes look the same from there
    (evidence.md 3). The honest answer is undecided, with the true cause among the candidates."""
    return Best(frozenset(causes), undecided=True)


def blind() -> Best:
    """Nothing is wrong as far as the view can see: healthy is right there, but never proved."""
    return Best(frozenset({"healthy"}), undecided=True)


@dataclasses.dataclass(frozen=True)
class Target:
    """How the configuration of the target differs from that of a Rust server with Rust+."""
    host: str = ""                 # instead of the DDNS name
    family: str = "any"
    game_tcp: bool = False         # also expects 28015/tcp, as many lists have it
    version: int = 0               # that the query must report
    talk: bool = False             # Rust+ must answer what is said to it
    page_after: str = "1s"         # how long a start may take
    login: bool = False            # RCON must take the password "right"
    ddns: bool = True
    remote: bool = False           # in no network of ours: the home only watches it
    environment: tuple = ()        # (name, value) of the exporter's processes


class Scenario:
    def __init__(self, name: str):
        self.name = name
        module = importlib.import_module(f"scenarios.{name}")
        self.title = module.__doc__.strip().splitlines()[0].rstrip(".")
        self.cause, self.place = module.CAUSE, module.PLACE
        self.best = {"outside": module.OUTSIDE, "inside": module.INSIDE, "joined": module.JOINED}
        self.target = getattr(module, "TARGET", Target())
        self.needs = getattr(module, "NEEDS", ())
        self.open = getattr(module, "OPEN", {})
        self.inside_node = getattr(module, "INSIDE_NODE", "host")
        self.world_is_well = getattr(module, "WORLD_IS_WELL", self.cause == "healthy")
        self.apply, self._proof = module.apply, module.proof

    def prove(self, world) -> tuple[list[str], list[str]]:
        """(what holds, what does not)."""
        holds, fails = [], []
        for statement, true in self._proof(world):
            (holds if true else fails).append(statement)
        return holds, fails


def names(pattern: str = "") -> list[str]:
    """Those that match the shell pattern, or have the word in their name."""
    found = sorted(path.stem for path in FOLDER.glob("[a-z]*.py"))
    if not any(sign in pattern for sign in "*?["):
        pattern = f"*{pattern}*"
    return [name for name in found if fnmatch.fnmatch(name, pattern)]
