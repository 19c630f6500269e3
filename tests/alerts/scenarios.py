"""The scenarios of the alert lab."""
from exposed import Exporter
from scenario import (HOUR, MINUTE, STOPPED, WELL, Incident, Scenario, Script)

# A home server as somebody on the internet sees it; the server takes ten minutes to load its map.
OUTSIDE = """
global: {vantage: fra1, interval: 15s, timeout: 4s, page_after: 2m}
control: {lan: gateway, internet: "192.0.2.1:443"}
profiles:
  rust-modded:
    extends: rust
    page_after: 12m
    checks: {ping: {module: icmp}}
targets:
- {name: rust-main, host: 198.51.100.7, profile: rust-modded, path: internet}
"""


def daily_reboot() -> Scenario:
    """Down for 20 s, then the map loads: nothing listens yet."""
    script = Script().see(0, "rust-main", WELL).at(0, "exporter start")
    script.see(5 * MINUTE, "rust-main", STOPPED).see(15 * MINUTE + 20, "rust-main", WELL)
    return Scenario("daily reboot, 10 minutes of map loading (`page_after: 12m`)",
                    [Exporter(OUTSIDE, script.text(30 * MINUTE))], 30 * MINUTE)


def server_stays_down() -> Scenario:
    """The control of all others: a server that ends and does not come back pages once."""
    script = Script().see(0, "rust-main", WELL).at(0, "exporter start")
    script.see(5 * MINUTE, "rust-main", STOPPED)
    return Scenario("the same server does not come back",
                    [Exporter(OUTSIDE, script.text(30 * MINUTE))], 30 * MINUTE,
                    [Incident(5 * MINUTE, 30 * MINUTE, ["rust-main", "28017"])])


SCENARIOS = {make.__name__: make for make in (daily_reboot, server_stays_down)}
