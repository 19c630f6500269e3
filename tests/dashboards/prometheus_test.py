#!/usr/bin/env python3
"""The examples for Prometheus beside dashboards/prometheus.yml, run with the real one: an agent that
writes what it scrapes elsewhere, and targets from the exporter's own list."""
import pathlib
import socket
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import harness  # noqa: E402  (its folder has to be known first)
import monitoring  # noqa: E402

CONFIG = """
global: {{interval: 1s, timeout: 500ms, vantage: fra1}}
control: {{internet: off, lan: off}}
targets:
- {{name: shop, host: 127.0.0.1, checks: [{{name: door, module: tcp, port: {port}}}]}}
"""
SAME = {"scrape_interval: 15s": "scrape_interval: 1s"}
BLACKBOX = "prometheus-blackbox-exporter"


def start_prometheus(case: harness.Case, name: str, config: str, *options: str) -> str:
    """Its URL."""
    path = case.write(f"{name}.yml", config)
    address = f"{harness.LOOPBACK}:{harness.free_port()}"
    process = case.start(name, ["prometheus", f"--config.file={path}",
                                f"--web.listen-address={address}", *options])
    case.wait_until_up(process, f"http://{address}/-/ready")
    return f"http://{address}"


@harness.need("prometheus")
class PrometheusTest(harness.Case):

    def setUp(self):
        super().setUp()
        self.door = socket.create_server((harness.LOOPBACK, 0))
        self.addCleanup(self.door.close)
        self.port = self.door.getsockname()[1]
        _, self.url = self.start_exporter(CONFIG.format(port=self.port))
        self.exporter = self.url.removeprefix("http://")

    def wait_for(self, prometheus: str, query: str):
        """The first series with a value other than 0."""
        def found():
            results = monitoring.ask(prometheus, query)
            return results[0]["metric"] if results else None
        return harness.wait_for(found, f"{query} returns something")

    def test_an_agent_delivers_every_series_with_the_name_of_its_vantage(self):
        home = start_prometheus(self, "home", "global: {scrape_interval: 1h}\n",
                                "--web.enable-remote-write-receiver",
                                f"--storage.tsdb.path={self.folder}/home-data")
        start_prometheus(self, "agent", monitoring.adapt("prometheus_agent.yml", {
            **SAME, "localhost:10836": self.exporter,
            "https://prometheus.example.org": home}), "--enable-feature=agent",
            f"--storage.agent.path={self.folder}/agent-data")
        state = self.wait_for(home, 'reach_port_state{state="open"} == 1')
        self.assertEqual(("fra1", "fra1", "shop"),
                         (state["vantage"], state["instance"], state["target"]))
        for query in ('up == 1', 'process_start_time_seconds > 0'):
            self.assertEqual("fra1", self.wait_for(home, query)["vantage"], query)

    @harness.need(BLACKBOX)
    def test_what_the_exporter_probes_is_what_prometheus_lets_another_one_probe(self):
        blackbox = f"{harness.LOOPBACK}:{harness.free_port()}"
        process = self.start("blackbox", [
            BLACKBOX, f"--web.listen-address={blackbox}",
            "--config.file=" + str(self.write("blackbox.yml", "modules: {tcp: {prober: tcp}}\n"))])
        self.wait_until_up(process, f"http://{blackbox}/-/healthy")
        home = start_prometheus(self, "home", monitoring.adapt("prometheus_sd.yml", {
            **SAME, "localhost:10836": self.exporter, "localhost:9115": blackbox}),
            f"--storage.tsdb.path={self.folder}/home-data")
        success = self.wait_for(home, "probe_success == 1")
        self.assertEqual(("shop", "door", f"127.0.0.1:{self.port}"),
                         (success["target"], success["check"], success["instance"]))


harness.main()
