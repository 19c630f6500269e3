"""What happens to the server itself: reboots, crashes, wipes, hangs."""
import datetime

import configs
from exposed import Exporter
from line_scenarios import at_home
from scenario import (DARK, HUNG, HUNG_INSIDE, MINUTE, STOPPED, WELL, WELL_INSIDE, Incident,
                      Scenario, Script)


def started() -> Script:
    return Script().see(0, "rust-main", WELL).at(0, "exporter start")


def daily_reboot() -> Scenario:
    """Down for 20 s, then the map loads: nothing listens yet."""
    script = started().see(5 * MINUTE, "rust-main", STOPPED)
    script.see(15 * MINUTE + 20, "rust-main", WELL)
    return Scenario("daily reboot with 10 minutes of map loading (`page_after: 12m`)",
                    [Exporter(configs.outside(page_after="12m"), script.text(25 * MINUTE))],
                    25 * MINUTE)


def stays_down() -> Scenario:
    script = started().see(5 * MINUTE, "rust-main", STOPPED)
    return Scenario("the same, and the server does not come back",
                    [Exporter(configs.outside(page_after="12m"), script.text(30 * MINUTE))],
                    30 * MINUTE, [Incident(5 * MINUTE, 30 * MINUTE, ["rust-main", "28017"],
                                           "undecided")])


def crash_loop() -> Scenario:
    """The process is gone for 30 s, then loads for 90 s and crashes."""
    script = started()
    for start in range(5 * MINUTE, 35 * MINUTE, 2 * MINUTE):
        script.see(start, "rust-main", STOPPED).see(start + 30, "rust-main", HUNG)
    script.see(35 * MINUTE, "rust-main", WELL)
    return Scenario("crash loop: refused, silent while it loads, refused again",
                    [Exporter(configs.outside(), script.text(45 * MINUTE))], 45 * MINUTE,
                    [Incident(5 * MINUTE, 35 * MINUTE, ["rust-main", "28017"], "undecided")])


def quick_crash_loop() -> Scenario:
    """Never down for as long as page_after."""
    script = started()
    for start in range(5 * MINUTE, 35 * MINUTE, 3 * MINUTE):
        script.see(start, "rust-main", STOPPED).see(start + 75, "rust-main", WELL)
    return Scenario("crash loop that lets players in for two minutes each time",
                    [Exporter(configs.outside(), script.text(45 * MINUTE))], 45 * MINUTE,
                    [Incident(5 * MINUTE, 35 * MINUTE, ["rust-main", "28017"], since=0)])


def with_window(config: str) -> str:
    """alertmanager.yml with its window for wipe days out of the comment, and on the route that the
    popular rules take as well."""
    changed = config.replace("# mute_time_intervals:", "mute_time_intervals:")
    pager = '    matchers: [severity="critical"]\n'
    assert changed != config and changed.count(pager) == 1
    return changed.replace(pager, f"{pager}    mute_time_intervals: [wipe-day]\n")


def wipe_day(muted: bool) -> Scenario:
    """The first Thursday of the month: an update, a new map, and one more restart."""
    script = started().see(10 * MINUTE, "rust-main", STOPPED).see(22 * MINUTE, "rust-main", HUNG)
    script.see(30 * MINUTE, "rust-main", WELL).see(35 * MINUTE, "rust-main", STOPPED)
    script.see(45 * MINUTE, "rust-main", WELL)
    return Scenario("wipe day: down for 20 and for 10 minutes, "
                    + ("muted by its window" if muted else "without a window"),
                    [Exporter(configs.outside(page_after="12m"), script.text(60 * MINUTE))],
                    60 * MINUTE,
                    [] if muted else [Incident(10 * MINUTE, 30 * MINUTE, ["rust-main", "28017"],
                                               "undecided")],
                    config=with_window if muted else lambda config: config,
                    begins=datetime.datetime(2026, 12, 3, 18, 55, tzinfo=datetime.timezone.utc))


def udp_forward_lost() -> Scenario:
    """The router forwards TCP as before. The game's own port is silent, as when all is well."""
    script = started().see(5 * MINUTE, "rust-main", {**WELL, "query": "no_answer"})
    script.see(25 * MINUTE, "rust-main", WELL)
    return Scenario("only the UDP forward is lost",
                    [Exporter(configs.outside(), script.text(35 * MINUTE))], 35 * MINUTE,
                    [Incident(5 * MINUTE, 25 * MINUTE, ["rust-main", "28017"], "undecided")])


def game_hung() -> Scenario:
    """Seen from its own machine and by its public name: RCON and the companion accept, the game
    says nothing, and its socket is there."""
    config, script = configs.HOME.replace("path: lan", "path: local"), at_home()
    script.at(0, "listens rust-lan/query")
    script.see(5 * MINUTE, "rust-main", HUNG).see(5 * MINUTE, "rust-lan", HUNG_INSIDE)
    script.see(25 * MINUTE, "rust-main", WELL).see(25 * MINUTE, "rust-lan", WELL_INSIDE)
    return Scenario("the game hangs with its TCP ports open, seen from its machine and by its name",
                    [Exporter(config, script.text(35 * MINUTE))], 35 * MINUTE,
                    [Incident(5 * MINUTE, 25 * MINUTE, ["rust-lan", "28017"],
                              "application_hung")])


def back_by_and_by() -> Scenario:
    """The game's socket comes half a minute after the query's, as does the way by the public name:
    just when Alertmanager looks again at what its page is about."""
    script, back = at_home(), 27 * MINUTE
    script.see(5 * MINUTE, "rust-main", STOPPED)
    script.see(5 * MINUTE, "rust-lan", {**STOPPED, "rcon": "rst"})
    script.see(back, "rust-lan", {**WELL_INSIDE, "game": STOPPED["game"]})
    script.see(back + 30, "rust-lan", WELL_INSIDE).see(back + 30, "rust-main", WELL)
    return Scenario("a server that stops, and comes back port by port, seen from its network and by "
                    "its name",
                    [Exporter(configs.HOME, script.text(45 * MINUTE))], 45 * MINUTE,
                    [Incident(5 * MINUTE, back + 30, ["rust-lan", "28017"])])


def stops_unheard() -> Scenario:
    """Its network hears the refusals. Beyond, a firewall swallows them: there the machine looks off."""
    script = at_home().see(5 * MINUTE, "rust-main", DARK)
    script.see(5 * MINUTE, "rust-lan", {**STOPPED, "rcon": "rst"})
    script.see(20 * MINUTE, "rust-lan", WELL_INSIDE).see(20 * MINUTE, "rust-main", WELL)
    return Scenario("a server that stops, and a firewall that swallows its refusals on the way out",
                    [Exporter(configs.HOME, script.text(45 * MINUTE))], 45 * MINUTE,
                    [Incident(5 * MINUTE, 20 * MINUTE, ["rust-lan", "28017"])])


def machine_reboots() -> Scenario:
    """Off for three minutes; then its ports refuse for twelve, until the map is loaded."""
    script, up = at_home(), 8 * MINUTE
    script.see(5 * MINUTE, "rust-main", DARK).see(up, "rust-main", STOPPED)
    script.see(5 * MINUTE, "rust-lan", dict.fromkeys(WELL, "no_neighbour self"))
    script.see(up, "rust-lan", {**STOPPED, "rcon": "rst"})
    script.see(up + 12 * MINUTE, "rust-lan", WELL_INSIDE)
    script.see(up + 12 * MINUTE, "rust-main", WELL)
    return Scenario("the machine reboots, and its server needs 12 minutes more",
                    [Exporter(configs.HOME, script.text(50 * MINUTE))], 50 * MINUTE,
                    [Incident(5 * MINUTE, up + 12 * MINUTE, ["192.168.1.20"], "undecided")])


def ports_of_one_target() -> Scenario:
    checks = [f"p{port}" for port in range(20000, 20200)]
    script = Script().see(0, "farm", {"ping": "reply", **dict.fromkeys(checks, "syn_ack")})
    script.at(0, "exporter start").see(4 * MINUTE, "farm", dict.fromkeys(checks, "rst"))
    return Scenario("200 ports of one target refuse",
                    [Exporter(configs.ports(200), script.text(10 * MINUTE))], 10 * MINUTE,
                    [Incident(4 * MINUTE, 10 * MINUTE, ["farm", "20000"], "undecided")])


def host_of_many() -> Scenario:
    script = Script().at(0, "exporter start")
    for server in range(40):
        ports = [f"p{number}" for number in range(4)]
        script.see(0, f"server-{server}", {"ping": "reply", **dict.fromkeys(ports, "syn_ack")})
        script.see(4 * MINUTE, f"server-{server}", dict.fromkeys(["ping", *ports], "no_answer"))
    return Scenario("the host of 40 servers with 200 checks is gone",
                    [Exporter(configs.servers(40), script.text(10 * MINUTE))], 10 * MINUTE,
                    [Incident(4 * MINUTE, 10 * MINUTE, ["198.51.100.7"], "undecided")])


def wipe_day_muted() -> Scenario:
    return wipe_day(True)


def wipe_day_heard() -> Scenario:
    return wipe_day(False)


SCENARIOS = (daily_reboot, stays_down, crash_loop, quick_crash_loop, wipe_day_muted, wipe_day_heard,
             udp_forward_lost, game_hung, back_by_and_by, stops_unheard, machine_reboots,
             ports_of_one_target, host_of_many)
