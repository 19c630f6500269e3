"""The form of a scenario: what happens, which pages it is worth, and what they have to say."""
import dataclasses
import datetime
import re
import typing

from exposed import Exporter

MINUTE = 60
HOUR = 60 * MINUTE


@dataclasses.dataclass
class Incident:
    """Something for which somebody has to be paged once, between `start` and `end` (seconds)."""
    start: int
    end: int
    says: list[str]       # words of the page
    cause: str = ""       # of them, what the page calls the cause
    since: int = 30       # the page says since when: at most so many seconds after the start;
                          # 0: it does not say it


@dataclasses.dataclass
class Scenario:
    title: str
    exporters: list[Exporter]
    seconds: int
    incidents: list[Incident] = dataclasses.field(default_factory=list)
    silences: list = dataclasses.field(default_factory=list)
    gaps: list = dataclasses.field(default_factory=list)  # in which Prometheus did not run
    config: typing.Callable = staticmethod(lambda text: text)  # alertmanager.yml as it is used
    # A Tuesday: no interval that mutes.
    begins: datetime.datetime = datetime.datetime(2026, 12, 1, 12, tzinfo=datetime.timezone.utc)

    def expected(self) -> str:
        return {0: "no page", 1: "1 page"}.get(len(self.incidents),
                                               f"{len(self.incidents)} pages")


class Script:
    """The lines that reach_replay reads, in any order."""

    def __init__(self):
        self._lines = []

    def at(self, time: float, *words) -> "Script":
        self._lines.append((time, " ".join(str(word) for word in words)))
        return self

    def see(self, time: float, target: str, seen: dict, vantage="") -> "Script":
        """What attempts at a target see from now on: by check, the reason and the offender."""
        verb = f"see@{vantage}" if vantage else "see"
        for check, reason in seen.items():
            self.at(time, verb, f"{target}/{check}", reason)
        return self

    def text(self, end: float) -> str:
        lines = sorted(self._lines, key=lambda line: line[0])  # stable
        return "".join(f"{time} {words}\n" for time, words in [*lines, (end, "end")])


# A Rust server, by what somebody outside of its router sees...
WELL = {"game": "no_reply_required", "query": "reply", "rcon": "no_answer", "companion": "syn_ack",
        "ping": "reply"}
STOPPED = {**WELL, "game": "icmp_port_unreachable target", "query": "icmp_port_unreachable target",
           "companion": "rst"}
HUNG = {**WELL, "query": "no_answer"}
DARK = {check: "no_answer" for check in WELL}
# ...and in its own network, where the admin's port is open.
WELL_INSIDE = {**WELL, "rcon": "syn_ack"}
HUNG_INSIDE = {**HUNG, "rcon": "syn_ack"}

SINCE = re.compile(r"since \d{4}-\d\d-(\d\d) (\d\d):(\d\d):(\d\d(?:\.\d+)?)")


def since(text: str) -> list[float]:
    """The times that a text names, as seconds of the replay."""
    return [(int(day) - 1) * 86400 + int(hour) * HOUR + int(minute) * MINUTE + float(second)
            for day, hour, minute, second in SINCE.findall(text)]
