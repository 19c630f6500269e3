"""The two exporters as the figures see them: started, driven, asked."""
import re
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request

from process import Process

BLACKBOX = "prometheus-blackbox-exporter"
BLACKBOX_CONFIG = """modules:
  tcp: {prober: tcp, timeout: 30s, tcp: {preferred_ip_protocol: ip4}}
"""
LIMITS = "limits: {in_flight: 30000, attempts_per_second: 100000}\n"
HOSTS_PER_NETWORK = 62500  # 127.N.0.1 to 127.N.249.250


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def is_up(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def local_host(number: int) -> str:
    network, rest = divmod(number, HOSTS_PER_NETWORK)
    return f"127.{network + 1}.{rest // 250}.{rest % 250 + 1}"


def config_text(hosts: list[str], port: int, interval: str, timeout: str, metrics: str) -> str:
    """One TCP check for each host, without confirmation: each probe is one attempt."""
    text = [f"global: {{interval: {interval}, timeout: {timeout}, confirm: 0, "
            f"metrics: {metrics}}}\n",
            # The far end is on this machine only so that there is no network to measure.
            "host_view: {enabled: false}\n", LIMITS, "targets:\n" if hosts else "targets: []\n"]
    text += [f"- {{name: target-{number:06}, host: {host}, "
             f"checks: [{{name: game, module: tcp, port: {port}}}]}}\n"
             for number, host in enumerate(hosts)]
    return "".join(text)


class Scrape:
    """A body of /metrics."""

    def __init__(self, body: bytes, seconds: float):
        self.body = body
        self.seconds = seconds

    def sum(self, family: str) -> float:
        return sum(self.values(family))

    def values(self, family: str) -> list[float]:
        found = re.findall(rb"^%s(?:\{[^}\n]*\})? (\S+)$" % family.encode(), self.body, re.M)
        return [float(value) for value in found]

    def buckets(self, family: str) -> dict[float, float]:
        """Cumulative counts by upper bound."""
        found = re.findall(rb'^%s_bucket\{le="([^"]+)"\} (\S+)$' % family.encode(), self.body, re.M)
        return {float(bound): float(count) for bound, count in found}


class Reach(Process):
    """Our daemon with a generated configuration."""

    def __init__(self, binary: str, config: str):
        self._config = tempfile.NamedTemporaryFile("w", suffix=".yml")
        self._config.write(config)
        self._config.flush()
        self.port = free_port()
        started = time.monotonic()
        super().__init__(binary, f"--config.file={self._config.name}",
                         f"--web.listen-address=127.0.0.1:{self.port}")
        self.wait_until(self._is_ready)
        self.start_seconds = time.monotonic() - started

    def _is_ready(self) -> bool:
        try:
            return urllib.request.urlopen(self._url("/-/ready"), timeout=10).status == 200
        except (urllib.error.URLError, ConnectionError):
            return False

    def _url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def scrape(self, gzip: bool = False) -> Scrape:
        """The body as it came: compressed if `gzip`."""
        headers = {"Accept-Encoding": "gzip"} if gzip else {}
        request = urllib.request.Request(self._url("/metrics"), headers=headers)
        started = time.monotonic()
        with urllib.request.urlopen(request, timeout=60) as answer:
            return Scrape(answer.read(), time.monotonic() - started)

    def wait_for_probes(self, family: str, count: float, limit: float = 60.0) -> None:
        """Until the sum of the family has reached the count. Asks seldom: a scrape costs CPU."""
        end = time.monotonic() + limit
        while self.scrape().sum(family) < count:
            if time.monotonic() > end:
                raise RuntimeError(f"{family} did not reach {count}")
            time.sleep(0.5)


class Blackbox(Process):
    """The Debian blackbox exporter, and what drives it: whose CPU does not count."""

    def __init__(self, driver: str):
        self._driver = driver
        self._config = tempfile.NamedTemporaryFile("w", suffix=".yml")
        self._config.write(BLACKBOX_CONFIG)
        self._config.flush()
        self.port = free_port()
        super().__init__(BLACKBOX, f"--config.file={self._config.name}", "--log.level=error",
                         f"--web.listen-address=127.0.0.1:{self.port}")
        self.wait_until(lambda: is_up(self.port))

    def load(self, target_port: int, connections: int, hosts: int, seconds: int):
        """Starts the driver; its output is "PROBES SUCCESSES"."""
        words = ["load", self.port, "tcp", target_port, connections, hosts, seconds]
        return subprocess.Popen([self._driver, *map(str, words)], stdout=subprocess.PIPE, text=True)

    def probes(self, target_port: int, connections: int, hosts: int, seconds: int) -> int:
        """Drives it for that long."""
        driver = self.load(target_port, connections, hosts, seconds)
        return int(driver.communicate(timeout=seconds + 30)[0].split()[0])


def blackbox_version() -> str:
    try:
        run = subprocess.run([BLACKBOX, "--version"], capture_output=True, text=True)
    except FileNotFoundError:
        return ""
    found = re.search(r"version (\S+)", run.stdout + run.stderr)
    return found[1].rstrip(",") if found else "of unknown version"
