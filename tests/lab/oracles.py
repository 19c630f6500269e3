"""What the usual tools say of the same fault, from the first vantage: nmap -sT, nmap -sS (with -sU
for the UDP ports), and the blackbox exporter."""
import shutil
import xml.etree.ElementTree as xml

import harness
from scenario import Scenario
from world import dns, look, plan
from world.game import COMPANION, GAME, QUERY

BLACKBOX = "prometheus-blackbox-exporter"
BLACKBOX_PORT = 9115
NAMES = {COMPANION: "tcp", GAME: "game", QUERY: "query"}
MODULES = "modules: {tcp: {prober: tcp, timeout: 4s, tcp: {preferred_ip_protocol: ip4}}}\n"


def ask_all(world, scenario: Scenario) -> dict[str, str]:
    host = scenario.target.host or plan.NAME
    answers = {}
    if shutil.which("nmap"):
        address = address_of(world, host)
        answers["nmap -sT"] = scan(world, address, "-sT", f"T:{COMPANION}")
        answers["nmap -sS -sU"] = scan(world, address, "-sSU", f"T:{COMPANION},U:{GAME},U:{QUERY}")
    if shutil.which(BLACKBOX):
        answers["blackbox exporter"] = ask_blackbox(world, host)
    return answers


def address_of(world, host: str) -> str:
    """nmap looks for one address; "" where there is none."""
    if host[0].isdigit():
        return host
    return next(iter(dns.ask(world.vantage1, plan.RESOLVER, host)[1]), "")


def scan(world, address: str, way: str, ports: str) -> str:
    """"state reason" of each port, with its name."""
    if not address:
        return "failed to resolve"
    output = world.vantage1.run("nmap", way, "-Pn", "-n", "--reason", "-oX", "-", "-p", ports,
                                address)
    said = []
    for port in xml.fromstring(output).iter("port"):
        state = port.find("state")
        name = NAMES[int(port.get("portid"))]
        said.append(f"{name} {state.get('state')} {state.get('reason')}")
    return ", ".join(said) or "host seems down"


def ask_blackbox(world, host: str) -> str:
    """Success of the TCP port, and what its metrics tell beside."""
    settings = world.folder / "blackbox.yml"
    settings.write_text(MODULES)
    process = world.vantage1.start(BLACKBOX, f"--config.file={settings}",
                                   f"--web.listen-address=127.0.0.1:{BLACKBOX_PORT}")
    harness.wait_for(lambda: look.tcp(world.vantage1, "127.0.0.1", BLACKBOX_PORT) == "open",
                     "the blackbox exporter listens")
    text = world.vantage1.run("curl", "-s", f"http://127.0.0.1:{BLACKBOX_PORT}/probe?module=tcp"
                                            f"&target={host}:{COMPANION}")
    process.stop()
    values = dict(line.split() for line in text.splitlines() if line and line[0] != "#"
                  and "{" not in line)
    success = values.get("probe_success") == "1"
    seconds = round(float(values.get("probe_duration_seconds", "nan")))
    return ("success" if success else "failure") + (f", {seconds} s" if seconds else "")
