"""What happens to those who watch: the exporter, Prometheus, a vantage, a person with a silence."""
import configs
from dispatch import Silence
from exposed import Exporter
from scenario import DARK, MINUTE, STOPPED, WELL, Incident, Scenario, Script
from server_scenarios import started


def restarted(script: Script, start: float, seconds: float):
    script.at(start, "exporter stop").at(start + seconds, "exporter start")


def exporter_restart() -> Scenario:
    script = started()
    restarted(script, 5 * MINUTE, 20)
    script.see(10 * MINUTE, "rust-main", STOPPED)
    restarted(script, 11 * MINUTE, 40)
    restarted(script, 18 * MINUTE, 40)
    # Between two scrapes, and at the second one the exporter knows nothing yet.
    restarted(script, 22 * MINUTE + 5, 9.5)
    script.see(30 * MINUTE, "rust-main", WELL)
    return Scenario("exporter restarts: once while all is well, three times in an outage",
                    [Exporter(configs.outside(), script.text(40 * MINUTE))], 40 * MINUTE,
                    [Incident(10 * MINUTE, 30 * MINUTE, ["rust-main", "28017"], "undecided")])


def scrape_gaps() -> Scenario:
    script = started().see(5 * MINUTE, "rust-main", STOPPED).see(30 * MINUTE, "rust-main", WELL)
    exporter = Exporter(configs.outside(), script.text(40 * MINUTE),
                        failed=((2 * MINUTE, 2 * MINUTE + 45), (20 * MINUTE, 20 * MINUTE + 45)))
    return Scenario("Prometheus restarts twice in an outage, and some scrapes fail",
                    [exporter], 40 * MINUTE,
                    [Incident(5 * MINUTE, 30 * MINUTE, ["rust-main", "28017"], "undecided")],
                    gaps=[(6 * MINUTE, 8 * MINUTE), (14 * MINUTE, 17 * MINUTE)])


def outage_ends_in_gap() -> Scenario:
    """Down for 80 s. Prometheus never hears that it was over."""
    script = started().see(5 * MINUTE, "rust-main", STOPPED)
    script.see(6 * MINUTE + 20, "rust-main", WELL)
    return Scenario("an outage of 80 s ends while Prometheus restarts",
                    [Exporter(configs.outside(), script.text(20 * MINUTE))], 20 * MINUTE,
                    gaps=[(6 * MINUTE, 7 * MINUTE)])


def vantages(seen: dict[str, dict], start: int, back: int, end: int) -> list[Exporter]:
    exporters = []
    for vantage, sight in seen.items():
        script = started().see(start, "rust-main", sight).see(back, "rust-main", WELL)
        exporters.append(Exporter(configs.outside(vantage), script.text(end), f"{vantage}:10836"))
    return exporters


def one_vantage_broken() -> Scenario:
    """Its way to this one server; the controls answer."""
    seen = {"fra1": DARK, "ams1": WELL, "nyc1": WELL}
    return Scenario("the way of one vantage of three is broken for 20 minutes",
                    vantages(seen, 5 * MINUTE, 25 * MINUTE, 35 * MINUTE), 35 * MINUTE)


def all_vantages() -> Scenario:
    seen = {"fra1": STOPPED, "ams1": STOPPED, "nyc1": STOPPED}
    return Scenario("the server is down, seen by three vantages",
                    vantages(seen, 5 * MINUTE, 25 * MINUTE, 35 * MINUTE), 35 * MINUTE,
                    [Incident(5 * MINUTE, 25 * MINUTE, ["rust-main", "28017"], "undecided")])


def planned_silence() -> Scenario:
    """An outage within a silence, and one after it."""
    script = started().see(6 * MINUTE, "rust-main", STOPPED).see(18 * MINUTE, "rust-main", WELL)
    script.see(35 * MINUTE, "rust-main", STOPPED)
    return Scenario("planned work under a silence, and an outage after it",
                    [Exporter(configs.outside(), script.text(45 * MINUTE))], 45 * MINUTE,
                    [Incident(35 * MINUTE, 45 * MINUTE, ["rust-main", "28017"], "undecided")],
                    silences=[Silence(5 * MINUTE, 25 * MINUTE, ['target="rust-main"'])])


SCENARIOS = (exporter_restart, scrape_gaps, outage_ends_in_gap, one_vantage_broken, all_vantages,
             planned_silence)
