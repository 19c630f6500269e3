"""What happens to the line: it is dead for a while, and comes back with another address."""
import configs
from exposed import Exporter
from scenario import (DARK, HOUR, MINUTE, WELL, WELL_INSIDE, Incident, Scenario, Script)

NAME = "myserver.example.org"
# Public ones: an address that documents use leads nowhere, and the exporter knows that.
OLD, NEW = "8.8.4.7", "8.8.4.88"


def at_home() -> Script:
    script = Script().see(0, "rust-main", WELL).see(0, "rust-lan", WELL_INSIDE)
    return script.at(0, f"wan {OLD}").at(0, f"resolve {NAME} {OLD}").at(0, "exporter start")


def elsewhere() -> Script:
    script = Script().see(0, "rust-main", WELL)
    return script.at(0, f"resolve {NAME} {OLD}").at(0, "exporter start")


def cut(script: Script, start: float, end: float):
    """What the exporter at home sees of a dead line: nothing beyond the router."""
    script.at(start, "answer internet no").see(start, "rust-main", DARK)
    script.at(end, "answer internet yes").see(end, "rust-main", WELL)


def both(home: Script, outside: Script, end: int) -> list[Exporter]:
    return [Exporter(configs.HOME, home.text(end), "home:10836"),
            Exporter(configs.outside(host=NAME), outside.text(end), "fra1:10836")]


def micro_outage() -> Scenario:
    home, outside, start = at_home(), elsewhere(), 5 * MINUTE + 3
    cut(home, start, start + 60)
    outside.see(start, "rust-main", DARK).see(start + 60, "rust-main", WELL)
    return Scenario("the line is dead for 60 s, seen from home and from the internet",
                    both(home, outside, 15 * MINUTE), 15 * MINUTE)


def hour_at_home() -> Scenario:
    home, start = at_home(), 5 * MINUTE
    cut(home, start, start + HOUR)
    return Scenario("the line is dead for an hour, seen from home",
                    [Exporter(configs.HOME, home.text(80 * MINUTE))], 80 * MINUTE,
                    [Incident(start, start + HOUR, ["offline", "localhost:10836", "internet"],
                              since=0)])


def hour_from_outside() -> Scenario:
    outside, start = elsewhere(), 5 * MINUTE
    outside.see(start, "rust-main", DARK).see(start + HOUR, "rust-main", WELL)
    return Scenario("the line is dead for an hour, seen from the internet",
                    [Exporter(configs.outside(host=NAME), outside.text(80 * MINUTE))], 80 * MINUTE,
                    [Incident(start, start + HOUR, ["rust-main", NAME], "undecided")])


def hour_from_both() -> Scenario:
    home, outside, start = at_home(), elsewhere(), 5 * MINUTE
    cut(home, start, start + HOUR)
    outside.see(start, "rust-main", DARK).see(start + HOUR, "rust-main", WELL)
    return Scenario("the same, seen from home and from the internet",
                    both(home, outside, 80 * MINUTE), 80 * MINUTE,
                    [Incident(start, start + HOUR, ["offline", "home:10836", "internet"],
                              since=0)])


def new_address(follows: bool, end: int) -> list[Exporter]:
    """The nightly reconnect takes 40 s. A stranger has the old address, and answers nothing. Once
    the name has followed, all is well."""
    home, outside, start = at_home(), elsewhere(), 10 * MINUTE
    cut(home, start, start + 40)
    home.at(start + 40, f"wan {NEW}").see(start + 40, "rust-main", DARK)
    outside.see(start, "rust-main", DARK)
    followed = start + 100 if follows else start + 50 * MINUTE
    for script in (home, outside):
        script.at(followed, f"resolve {NAME} {NEW}").see(followed, "rust-main", WELL)
    return both(home, outside, end)


def ddns_follows() -> Scenario:
    return Scenario("nightly WAN change, the DDNS name follows within a minute",
                    new_address(True, 25 * MINUTE), 25 * MINUTE)


def ddns_stale() -> Scenario:
    return Scenario("WAN change, and the DDNS name does not follow",
                    new_address(False, 75 * MINUTE), 75 * MINUTE,
                    [Incident(10 * MINUTE, 60 * MINUTE, ["rust-main", NAME, NEW], "ddns_stale",
                              since=4 * MINUTE)])


SCENARIOS = (micro_outage, hour_at_home, hour_from_outside, hour_from_both,
             ddns_follows, ddns_stale)
