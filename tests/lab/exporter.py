"""Asks `reach_exporter probe` about a spot, and holds the answer against what is expected."""
import json
import subprocess
import tempfile
import time

from cases import Expected
from faults import Spot
from network import Network

LONG = 30.0   # a probe that waits for its timeout cannot be mistaken for one that was told at once
SHORT = 1.0   # for those that can only wait
ATTEMPTS = 5  # a starved prober says "unknown" and is asked again
MODULES = """modules:
  banner: {prober: tcp, tcp: {query_response: [{expect: "x"}]}}
targets: []
"""
SUCCESS, FAILURE = 0, 1


class Exporter:
    """The command line of the exporter, in the namespace of the client."""

    def __init__(self, network: Network, binary: str):
        self._network = network
        self._binary = binary
        self._config = tempfile.NamedTemporaryFile("w", suffix=".yml")
        self._config.write(MODULES)
        self._config.flush()

    def probe(self, spot: Spot, module: str, expected: Expected) -> dict:
        """The answer as the JSON has it, with `exit_status`, the seconds that it `took` with start
        and end of the process, and the `timeout` given."""
        timeout = SHORT if expected.waits else LONG
        for _ in range(ATTEMPTS):
            answer = self._ask(spot, module, timeout)
            if answer["reason"] != "late":
                break
        return answer | {"timeout": timeout}

    def _ask(self, spot: Spot, module: str, timeout: float) -> dict:
        host = spot.address if spot.family == 4 else f"[{spot.address}]"
        command = [self._binary, "probe", f"{host}:{spot.port}", "--transport", spot.transport,
                   "--timeout", f"{timeout:.0f}s", "--output", "json"]
        if module:
            command += ["--module", module, "--config.file", self._config.name]
        started = time.monotonic()
        run = subprocess.run(self._network.command("client", *command), capture_output=True,
                             text=True, timeout=2 * LONG)
        took = time.monotonic() - started
        try:
            return json.loads(run.stdout) | {"exit_status": run.returncode, "took": took}
        except json.JSONDecodeError:
            raise RuntimeError(f"status {run.returncode}, no JSON: {run.stdout}{run.stderr}"
                               ) from None


def faults_of(answer: dict, spot: Spot, expected: Expected) -> list[str]:
    """What is wrong with the answer; empty when nothing is."""
    icmp = expected.icmp.of(spot.family)
    wanted = {
        "address": spot.address, "port": spot.port, "transport": spot.transport,
        "state": expected.state, "reason": expected.reason, "offender": expected.offender,
        "icmp_type": icmp and icmp[1], "icmp_code": icmp and icmp[2],
        "success": expected.success, "exit_status": SUCCESS if expected.success else FAILURE,
    }
    found = [f"{key} is {answer.get(key)}, not {value}" for key, value in wanted.items()
             if answer.get(key) != value]
    return found + wrong_times(answer, expected)


def wrong_times(answer: dict, expected: Expected) -> list[str]:
    found = []
    rtt, duration, timeout = answer["rtt_seconds"], answer["duration_seconds"], answer["timeout"]
    # A reset can be there before TCP_INFO is read, which then has no round trip any more.
    may_lack_rtt = expected.reason == "reset_after_open" and rtt is None
    if expected.state == "open" and not may_lack_rtt and not (rtt or 0) > 0:
        found.append(f"rtt_seconds is {rtt} though open")
    if expected.state != "open" and rtt is not None:
        found.append(f"rtt_seconds is {rtt} though not open")
    if expected.waits and duration < 0.9 * timeout:
        found.append(f"gave up after {duration} s of {timeout} s")
    if not expected.waits and duration > timeout / 2:
        found.append(f"known only after {duration} s of {timeout} s")
    if not expected.waits and answer["took"] > timeout / 2:
        found.append(f"said only after {answer['took']:.1f} s of {timeout} s")
    return found
