"""The exporter's own network goes down while it runs: nothing that is seen meanwhile may count
against a target, and what is wrong with a target must be seen again afterwards."""
import contextlib
import subprocess

import exposition
import harness
from faults import Faults, Spot, drop, listen
from live import WEB, Daemon
from network import SERVER, Network

NEAR = Spot(4, "tcp", SERVER[4], 26001)
FAR = Spot(4, "tcp", SERVER[4], 26002)   # as if it were on the internet
GAME = Spot(4, "udp", SERVER[4], 26003)  # silent, which is fine
DEAD = Spot(4, "tcp", SERVER[4], 26004)  # behind a firewall from the start
CONTROL = Spot(4, "tcp", SERVER[4], 26005)
TARGETS = {"near": NEAR, "far": FAR, "game": GAME, "dead": DEAD}
WELL = {"near": "open", "far": "open", "game": "silent", "dead": "filtered"}
OFFLINE = dict.fromkeys(TARGETS, "unknown")
GATEWAY = "10.77.1.1"
QUIET = "table inet quiet { chain c { type filter hook input priority 0; policy drop;\n}\n}\n"


def configuration() -> str:
    web_port = WEB.split(":")[1]
    lines = ["global: {interval: 1s, timeout: 900ms, confirm: 1}",
             f'control: {{lan: gateway, internet: ["{CONTROL.address}:{CONTROL.port}"]}}',
             "targets:",
             f"- {{name: here, host: 127.0.0.1, checks: [{{module: tcp, port: {web_port}}}]}}"]
    for name, spot in TARGETS.items():
        path = ", path: internet" if name == "far" else ""
        lines.append(f"- {{name: {name}, host: {spot.address}{path}, checks: "
                     f"[{{name: port, module: {spot.transport}, port: {spot.port}}}]}}")
    return "\n".join(lines) + "\n"


def ip(network: Network, name: str, *words: str):
    subprocess.run(network.command(name, "ip", *words), check=True)


def states(samples: list) -> dict[str, str]:
    return {sample.labels["target"]: sample.labels["state"] for sample in samples
            if sample.name == "reach_port_state" and sample.value == 1}


class Watch:
    """What the daemon has said so far."""

    def __init__(self, network: Network, daemon: Daemon):
        self._network, self._daemon = network, daemon
        self.blamed = []       # (target, state) of the healthy ones, whenever one was blamed
        self.scopes_seen = {}  # scope: values

    def look(self) -> list:
        samples = self._daemon.samples()
        for name in WELL:
            if WELL[name] == "filtered":
                continue
            state = states(samples).get(name)
            down = exposition.find(samples, "reach_down_since_timestamp_seconds", target=name)
            failed = 0.0 in exposition.find(samples, "reach_probe_success", target=name)
            if state in ("refused", "filtered", "unreachable", "error") or down or failed:
                self.blamed.append((name, state))
        for sample in samples:
            if sample.name == "reach_prober_online":
                self.scopes_seen.setdefault(sample.labels["scope"], set()).add(sample.value)
        return samples

    def until(self, wanted: dict[str, str], scopes: dict[str, float]) -> list[str]:
        """Waits until targets and scopes are so; what is still wrong when that does not come."""
        wrong = []

        def as_wanted() -> bool:
            samples = self.look()
            now = states(samples)
            online = {scope: exposition.find(samples, "reach_prober_online", scope=scope)
                      for scope in scopes}
            wrong[:] = [f"{name} is {now.get(name)}, not {state}"
                        for name, state in {**wanted, "here": "open"}.items()
                        if now.get(name) != state]
            wrong.extend(f"online in {scope} is {online[scope]}" for scope in scopes
                         if online[scope] != scopes[scope])
            return not wrong

        with contextlib.suppress(AssertionError):
            harness.wait_for(as_wanted, "the checks")
        return wrong

    def down_since(self, name: str) -> list[float]:
        return exposition.find(self._daemon.samples(), "reach_down_since_timestamp_seconds",
                               target=name)

    def page(self) -> str:
        with self._network.inside("client"):
            return harness.get(f"http://{WEB}/")[2].decode()

    def blame(self) -> list[str]:
        blamed, self.blamed = self.blamed, []
        return [f"{name} was blamed: {state}" for name, state in blamed]


ONLINE = {"lan": [1.0], "internet": [1.0]}
DOWN = {"lan": [0.0], "internet": [0.0]}


def cut_and_mend(watch: Watch, cut, mend) -> list[str]:
    """What is wrong while the way is cut, and after it is mended."""
    before = watch.down_since("dead")
    cut()
    wrong = watch.until(OFFLINE, DOWN)
    if "The exporter itself is offline" not in watch.page():
        wrong.append("the page does not say so")
    mend()
    wrong += watch.until(WELL, ONLINE)
    if watch.down_since("dead") != before:
        wrong.append(f"the dead one is down since {watch.down_since('dead')}, not {before}")
    return wrong + watch.blame()


def lose_the_carrier(network: Network, watch: Watch) -> list[str]:
    return cut_and_mend(watch, lambda: ip(network, "router", "link", "set", "r0", "down"),
                        lambda: ip(network, "router", "link", "set", "r0", "up"))


def lose_the_routes(network: Network, watch: Watch) -> list[str]:
    def mend():
        ip(network, "client", "link", "set", "c0", "up")
        add_routes(network)
    return cut_and_mend(watch, lambda: ip(network, "client", "link", "set", "c0", "down"), mend)


def lose_the_internet(network: Network, faults: Faults, watch: Watch) -> list[str]:
    """The control and all that is as far away, while the gateway answers."""
    for spot in (CONTROL, FAR):
        drop("router")(faults, spot)
    network.apply_rules("line")
    wrong = watch.until({**WELL, "far": "unknown"}, {"lan": [1.0], "internet": [0.0]})
    network.lift_rules("line")
    return wrong + watch.until(WELL, ONLINE) + watch.blame()


def gateway_keeps_silent(network: Network, faults: Faults, watch: Watch) -> list[str]:
    subprocess.run(network.command("router", "nft", "-f", "-"), input=QUIET, text=True, check=True)
    watch.scopes_seen.clear()
    drop("router")(faults, NEAR)
    network.apply_rules("quiet_victim")
    # It dies while the gateway says nothing, and must be blamed all the same.
    wrong = watch.until({**WELL, "near": "filtered"}, {"internet": [1.0]})
    if 0.0 in watch.scopes_seen.get("lan", set()):
        wrong.append("a silent gateway was taken for a network that is down")
    network.lift_rules("quiet_victim")
    subprocess.run(network.command("router", "nft", "delete", "table", "inet", "quiet"), check=True)
    wrong += watch.until(WELL, ONLINE)
    watch.blame()
    return wrong


def add_routes(network: Network):
    ip(network, "client", "route", "replace", "default", "via", GATEWAY)
    ip(network, "client", "route", "replace", "10.77.0.0/16", "via", GATEWAY)


def run(network: Network, faults: Faults, binary: str):
    """Yields (name, what is wrong) of each case."""
    add_routes(network)
    for spot in (NEAR, FAR, GAME, DEAD, CONTROL):
        listen(faults, spot)
    drop("router")(faults, DEAD)
    network.apply_rules("dead")
    with Daemon(network, binary, configuration()) as daemon:
        watch = Watch(network, daemon)
        yield "online, one target dead", watch.until(WELL, ONLINE) + watch.blame()
        yield "silent gateway", gateway_keeps_silent(network, faults, watch)
        yield "internet lost", lose_the_internet(network, faults, watch)
        yield "carrier lost", lose_the_carrier(network, watch)
        yield "interface down", lose_the_routes(network, watch)
    network.lift_rules("dead")
