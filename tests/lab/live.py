"""The running exporter in the client's namespace: what /metrics says while faults are in place, and
after they are lifted."""
import contextlib
import pathlib
import tempfile

import cases
import exposition
import harness
from cases import Case, Expected
from faults import ADMIN_PROHIBITED, PORT_UNREACHABLE, Faults, Spot, drop, listen, reject, reset
from network import FAMILIES, SERVER, Network

WEB = "127.0.0.1:10836"
FIRST_PORT = 25001
TABLE = "live"
# Without a listener before the fault is lifted; all others have one, behind a firewall.
UNHEARD = {"tcp": Case("no listener", (), cases.RST),
           "udp": Case("no listener", (), cases.refused_by("target"))}
BEHIND_FIREWALLS = {
    "tcp": [
        Case("drop on the router", (listen, drop("router")), cases.NO_ANSWER),
        Case("reject tcp-reset on the router", (listen, reset("router")), cases.RST),
    ],
    "udp": [
        Case("drop on the client", (listen, drop("client")), cases.BLOCKED),
    ],
    "both": [
        Case("reject port-unreachable on the router",
             (listen, reject("router", PORT_UNREACHABLE)), cases.refused_by("gateway")),
        Case("reject admin-prohibited on the server",
             (listen, reject("server", ADMIN_PROHIBITED)),
             cases.filtered_by("target", "icmp_admin_prohibited", ADMIN_PROHIBITED)),
    ],
}
LIFTED = {"tcp": cases.OPEN, "udp": cases.SILENT}


def spots() -> dict[Spot, Case]:
    result = {}
    for transport, unheard in UNHEARD.items():
        for case in [unheard, *BEHIND_FIREWALLS[transport], *BEHIND_FIREWALLS["both"]]:
            for family in FAMILIES:
                spot = Spot(family, transport, SERVER[family], FIRST_PORT + len(result))
                result[spot] = case
    return result


def configuration(checked) -> str:
    lines = ["global: {interval: 1s, timeout: 900ms, confirm: 0}", "targets:"]
    for spot in checked:
        lines.append(f'- {{name: at{spot.port}, host: "{spot.address}", checks: '
                     f"[{{name: port, module: {spot.transport}, port: {spot.port}}}]}}")
    return "\n".join(lines) + "\n"


class Daemon:
    """`reach_exporter` in the client's namespace, ended with the `with` block."""

    def __init__(self, network: Network, binary: str, config: str):
        self._network = network
        self._folder = tempfile.TemporaryDirectory()
        folder = pathlib.Path(self._folder.name)
        (folder / "reach.yml").write_text(config)
        command = network.command("client", binary, f"--config.file={folder}/reach.yml",
                                  f"--web.listen-address={WEB}")
        self._process = harness.Process(command, folder / "log")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.stop()
        self._folder.cleanup()

    def samples(self) -> list:
        """What /metrics says now; nothing while the daemon starts."""
        if not self._process.running():
            raise RuntimeError("the exporter ended: " + self._process.output()[-500:])
        with self._network.inside("client"):
            status, _, body = harness.get(f"http://{WEB}/metrics")
        return exposition.parse(body.decode()) if status == 200 else []


def faults_of(samples: list, spot: Spot, expected: Expected) -> list[str]:
    """What is wrong with the series of the check at this spot; empty when nothing is."""
    mine = [sample for sample in samples if sample.labels.get("target") == f"at{spot.port}"]
    states = [sample.labels["state"] for sample in mine
              if sample.name == "reach_port_state" and sample.value == 1]
    reasons = [(sample.labels["reason"], sample.labels["offender"]) for sample in mine
               if sample.name == "reach_failure_info"]
    successes = exposition.find(mine, "reach_probe_success")
    wanted_reasons = [] if expected.success else [(expected.reason, expected.offender or "")]
    wanted_successes = [] if expected.state == "error" else [float(expected.success)]
    found = [("reach_port_state", states, [expected.state]),
             ("reach_failure_info", reasons, wanted_reasons),
             ("reach_probe_success", successes, wanted_successes)]
    return [f"{name} is {is_now}, not {wanted}" for name, is_now, wanted in found
            if is_now != wanted]


def await_all(daemon: Daemon, expected: dict[Spot, Expected]) -> dict[Spot, list[str]]:
    """Waits until every check is as expected; what is still wrong when that does not come."""
    wrong = {}

    def all_right() -> bool:
        samples = daemon.samples()
        for spot, wanted in expected.items():
            wrong[spot] = faults_of(samples, spot, wanted)
        return not any(wrong.values())

    with contextlib.suppress(AssertionError):
        harness.wait_for(all_right, "the checks")
    return wrong


def run(network: Network, faults: Faults, binary: str):
    """Yields (name, what is wrong) of each case."""
    checked = spots()
    for spot, case in checked.items():
        for place in case.faults:
            place(faults, spot)
    network.apply_rules(TABLE)
    with Daemon(network, binary, configuration(checked)) as daemon:
        before = await_all(daemon, {spot: case.expected for spot, case in checked.items()})
        network.lift_rules(TABLE)
        for spot, case in checked.items():
            if not case.faults:
                listen(faults, spot)
        after = await_all(daemon, {spot: LIFTED[spot.transport] for spot in checked})
    for spot, case in checked.items():
        name = f"live {spot.transport}{spot.family} {case.name}"
        yield name, before[spot]
        yield name + ", then lifted", after[spot]
