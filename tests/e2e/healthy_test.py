#!/usr/bin/env python3
"""A healthy Rust server never alerts: seen from inside, from the LAN and from the internet, where
its RCON port is closed; for a live minute, and replayed as 30 simulated ones."""
import json
import time

import exposition
import harness
import monitoring
import peers

# page_after 0s: a single bad result would alert.
CONFIG = """
global: {{interval: 1s, timeout: 900ms, page_after: 0s, metrics: {mode}}}
profiles: {open_rcon} {closed_rcon}
targets:
- {{name: rust-inside, host: 127.0.0.1, profile: open-rcon, path: local}}
- {{name: rust-lan, host: 127.0.0.1, profile: open-rcon, path: lan}}
- {{name: rust-internet, host: 127.0.0.1, profile: closed-rcon, path: internet}}
"""
CHECKS = 9
RULES = sorted((monitoring.DASHBOARDS / "alerts").glob("*.yml"))


@harness.need("prometheus", "promtool")
class HealthyTest(harness.Case):

    def setUp(self):
        super().setUp()
        # From inside a server that is bound to 127.0.0.1 only is alerted on.
        self.home = peers.RustServer(self, address="0.0.0.0")
        self.outside = peers.RustServer(self, rcon_open=False)
        self.home.start()
        self.outside.start()

    def exporter(self, mode: str) -> str:
        return self.start_exporter(CONFIG.format(
            mode=mode, open_rcon=self.home.profile("open-rcon"),
            closed_rcon=self.outside.profile("closed-rcon")))[1]

    def scrape_when_probed(self, url: str) -> str:
        """An exposition in which every check has had three results and more, all as expected."""
        def exposed():
            text = harness.scrape(url)
            probes = exposition.find(exposition.parse(text), "reach_probes_total")
            return text if len(probes) == CHECKS and min(probes) >= 3 else None
        text = harness.wait_for(exposed, "three results of every check")
        samples = exposition.parse(text)
        self.assertEqual([1.0] * CHECKS, exposition.find(samples, "reach_probe_success"))
        self.assertEqual([0.0] * CHECKS, exposition.find(samples, "reach_probe_failures_total"))
        rcon = {"target": "rust-internet", "check": "rcon"}
        self.assertLess(0, exposition.find(samples, "reach_refusals_total", **rcon)[0],
                        "RCON is refused on the internet, and that is as it should be")
        return text

    def replay(self, mode: str):
        text = self.scrape_when_probed(self.exporter(mode))
        test = self.write("replay.yml", exposition.replay(text, time.time(), RULES, minutes=30))
        status, output = exposition.promtool("test", "rules", test)
        self.assertEqual(0, status, output)

    def test_thirty_simulated_minutes_of_the_full_metrics_alert_nobody(self):
        self.replay("full")

    def test_thirty_simulated_minutes_of_the_lean_metrics_alert_nobody(self):
        self.replay("lean")

    def test_a_live_minute_alerts_nobody(self):
        prometheus = monitoring.Prometheus(self, self.exporter("full"))
        scrapes = 'count_over_time(up{job="reach_exporter"}[5m])'
        harness.wait_for(lambda: (prometheus.value(scrapes) or 0) >= 60, "60 scrapes", 180)
        self.assertEqual(CHECKS, prometheus.value("sum(reach_probe_success)"))
        self.assertLess(0, prometheus.value("sum(reach_refusals_total)"))
        self.assert_rules_ran(prometheus)
        # Pending counts as well. Before its first scrape Prometheus itself misses the job: that is
        # the alert without an instance.
        self.assertEqual([], prometheus.query('count_over_time(ALERTS{instance!=""}[5m])'))
        self.assertEqual([], prometheus.query(
            'count_over_time(ALERTS{alertname!="ReachWatchdog"}[50s])'))

    def assert_rules_ran(self, prometheus):
        body = harness.get(f"{prometheus.url}/api/v1/rules")[2]
        rules = [rule for group in json.loads(body)["data"]["groups"] for rule in group["rules"]]
        self.assertLessEqual(5, len(rules))
        for rule in rules:
            self.assertEqual("ok", rule["health"], rule["name"])


harness.main()
