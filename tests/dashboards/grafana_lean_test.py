#!/usr/bin/env python3
"""What the Grafana dashboards show of an exporter with `metrics: lean`."""
import json
import pathlib
import sys
import urllib.parse

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import grafana
import harness
import monitoring
import peers

CONFIG = """
global: {{interval: 1s, timeout: 900ms, confirm: 0, metrics: lean}}
targets:
- {{name: open, host: 127.0.0.1, checks: [{{name: rcon, module: tcp, port: {open}}}]}}
- {{name: closed, host: 127.0.0.1, checks: [{{name: rcon, module: tcp, port: {closed}}}]}}
"""


@harness.need("prometheus")
class GrafanaLeanTest(harness.Case):

    def setUp(self):
        super().setUp()
        server = peers.RustServer(self)
        server.start()
        _, url = self.start_exporter(CONFIG.format(open=server.rcon, closed=harness.free_port()))
        self.prometheus = monitoring.Prometheus(self, url)
        harness.wait_for(lambda: self.prometheus.value("sum(increase(reach_probes_total[30s]))"),
                         "two scrapes with results")

    def ask(self, name: str, title: str, target: str = grafana.ALL) -> list[dict]:
        """The result of the panel's first query, now."""
        panel = next(one for one in grafana.panels(grafana.load(name)) if one["title"] == title)
        expression = grafana.expand(panel["targets"][0]["expr"], {
            "target": target, "__range": "30s", "__rate_interval": "30s"})
        status, _, body = harness.get(f"{self.prometheus.url}/api/v1/query?" +
                                      urllib.parse.urlencode({"query": expression}))
        self.assertEqual(200, status, body)
        return json.loads(body)["data"]["result"]

    def value(self, *panel) -> float:
        return float(self.ask(*panel)[0]["value"][1])

    def test_counts_availability_and_round_trip_times_are_there(self):
        self.assertEqual(0.5, self.value("fleet", "As expected"))
        self.assertEqual(1, self.value("fleet", "Refused"))
        self.assertEqual(0, self.value("fleet", "Filtered"))
        self.assertEqual(0, self.value("fleet", "Not known"))
        self.assertEqual(0.5, self.value("fleet", "Availability"))
        self.assertEqual({"open"}, {row["metric"]["target"] for row in
                                    self.ask("fleet", "Round-trip time")})

    def test_the_heatmap_counts_the_round_trip_times(self):
        def buckets():
            return {row["metric"]["le"]: float(row["value"][1]) for row in
                    self.ask("fleet", "Round-trip times of the chosen modules")}
        harness.wait_for(lambda: buckets().get("+Inf"), "a result in a bucket")
        self.assertEqual(21, len(buckets()))

    def test_timelines_show_the_state_by_its_number(self):
        self.assertEqual(1, self.value("target", "State of each check", "closed"))
        self.assertEqual(0, self.value("target", "State of each check", "open"))
        self.assertEqual({"closed": "1"}, {
            row["metric"]["target"]: row["value"][1] for row in
            self.ask("fleet", "Checks that failed in this time")})


harness.main()
