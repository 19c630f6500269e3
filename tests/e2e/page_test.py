#!/usr/bin/env python3
"""A game server dies and somebody is paged; it comes back and the page resolves. All of it is real:
exporter, Prometheus, Alertmanager, the rules and configurations of dashboards/."""
import json
import subprocess
import time

import harness
import monitoring
import peers

CONFIG = """
global: {{interval: 1s, timeout: 900ms, page_after: 0s, vantage: e2e}}
profiles: {rust_profile}
targets:
- {{name: rust-main, host: 127.0.0.1, profile: rust-here, path: lan}}
- name: mumble-main
  host: 127.0.0.1
  checks:
  - {{name: voice, module: tcp, port: {mumble}}}
"""


@harness.need("prometheus", "prometheus-alertmanager", "murmurd")
class PageTest(harness.Case):

    def setUp(self):
        super().setUp()
        self.rust, self.mumble = peers.RustServer(self), peers.Mumble(self)
        self.rust.start()
        self.mumble.start()
        self.webhook = peers.Webhook(self)
        alertmanager = monitoring.Alertmanager(self, self.webhook.url)
        _, url = self.start_exporter(CONFIG.format(
            rust_profile=self.rust.profile("rust-here"), mumble=self.mumble.port))
        self.prometheus = monitoring.Prometheus(self, url, alertmanager=alertmanager.address)
        harness.wait_for(lambda: self.prometheus.value("sum(reach_probe_success)") == 4,
                         "all four checks succeed")

    def page(self, server, **labels):
        """Kills the server, returns the alert that arrives."""
        self.assertEqual([], self.webhook.alerts("firing"), "nobody is paged while all is well")
        server.process.kill()
        killed = time.monotonic()
        alert = harness.wait_for(lambda: self.webhook.alerts("firing", **labels),
                                 f"a page for {labels}")[0]
        print(f"NOTE {labels['target']}/{labels['check']}: killed to page "
              f"{time.monotonic() - killed:.1f} s")
        return alert

    def resolve(self, server, **labels):
        server.start()
        started = time.monotonic()
        harness.wait_for(lambda: self.webhook.alerts("resolved", **labels),
                         f"the resolve of {labels}")
        print(f"NOTE {labels['target']}/{labels['check']}: started to resolve "
              f"{time.monotonic() - started:.1f} s")

    def assert_names(self, alert, *words):
        description = alert["annotations"]["description"]
        for word in words:
            self.assertIn(word, description)
        self.assertEqual("critical", alert["labels"]["severity"])

    def test_a_killed_mumble_server_pages_as_refused_by_reset_and_resolves(self):
        labels = {"alertname": "ReachPortRefused", "target": "mumble-main", "check": "voice",
                  "port": str(self.mumble.port), "transport": "tcp"}
        alert = self.page(self.mumble, **labels)
        self.assert_names(alert, "mumble-main: voice", f"port {self.mumble.port}/tcp", "is refused",
                          "Seen now: rst.")
        self.assertEqual([], self.webhook.alerts("firing", target="rust-main"),
                         "the other server pages nobody")
        self.resolve(self.mumble, **labels)

    def test_a_killed_rust_server_pages_for_its_query_port_as_refused_by_icmp_and_resolves(self):
        labels = {"alertname": "ReachPortRefused", "target": "rust-main", "check": "query",
                  "port": str(self.rust.query), "transport": "udp"}
        alert = self.page(self.rust, **labels)
        self.assert_names(alert, "rust-main: query", f"port {self.rust.query}/udp", "is refused",
                          "Seen now: icmp_port_unreachable, said by: target.")
        harness.wait_for(lambda: self.webhook.alerts("firing", alertname="ReachGameDown",
                                                     target="rust-main"), "the game is down")
        for group in self.webhook.groups():
            self.assertEqual({"server": "rust-main"}, group, "the alerts of a server share messages")
        self.resolve(self.rust, **labels)


@harness.need("prometheus-alertmanager", "amtool")
class InhibitTest(harness.Case):

    def amtool(self, *words):
        run = subprocess.run(["amtool", f"--alertmanager.url=http://{self.alertmanager.address}",
                              *words], capture_output=True, text=True, timeout=harness.PATIENCE)
        self.assertEqual(0, run.returncode, run.stderr)
        return run.stdout

    def test_stale_checks_of_an_exporter_that_is_down_tell_nobody(self):
        webhook = peers.Webhook(self)
        self.alertmanager = monitoring.Alertmanager(self, webhook.url)
        self.amtool("alert", "add", "ReachExporterDown", "severity=critical", "instance=a:10836")
        harness.wait_for(lambda: webhook.alerts("firing", alertname="ReachExporterDown"), "the page")
        for instance in ("a:10836", "b:10836"):
            self.amtool("alert", "add", "ReachProbeStale", "severity=warning",
                        f"instance={instance}")

        def inhibited():
            listed = json.loads(self.amtool("alert", "query", "--inhibited", "--output=json"))
            return [alert["labels"]["instance"] for alert in listed
                    if alert["status"]["state"] == "suppressed"]
        self.assertEqual(["a:10836"], harness.wait_for(inhibited, "an inhibited alert"))


harness.main()
