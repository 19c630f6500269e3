#!/usr/bin/env python3
"""What Prometheus sees of a live exporter: the exposition in each form, and an orderly end."""
import gzip
import signal
import time

import exposition
import harness
import monitoring
import peers

CONFIG = """
global: {{interval: 1s, timeout: 900ms, metrics: {mode}}}
profiles: {profile}
targets:
- {{name: rust-main, host: 127.0.0.1, profile: here, path: lan, labels: {{game: rust}}}}
- name: closed
  host: 127.0.0.1
  checks: [{{name: nothing, module: tcp, port: {closed}}}]
"""
TEXT = "text/plain; version=0.0.4; charset=utf-8"
OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"

PROTOBUF = ("application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
            "encoding=delimited")
# What it sends by default, with native histograms, with legacy names, and for text only.
PROMETHEUS_3 = {
    "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,"
    "application/openmetrics-text;version=0.0.1;q=0.5,"
    "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,"
    "text/plain;version=0.0.4;q=0.3,*/*;q=0.2": f"{OPENMETRICS}; escaping=allow-utf-8",
    f"{PROTOBUF};q=0.6,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,"
    "application/openmetrics-text;version=0.0.1;q=0.4,"
    "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,"
    "text/plain;version=0.0.4;q=0.2,*/*;q=0.1": f"{OPENMETRICS}; escaping=allow-utf-8",
    "application/openmetrics-text;version=1.0.0;escaping=underscores;q=0.6,"
    "*/*;q=0.5": f"{OPENMETRICS}; escaping=underscores",
    f"{PROTOBUF};q=0.6,*/*;q=0.5": TEXT,
    "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.6,*/*;q=0.5": TEXT,
}


class ScrapeTest(harness.Case):

    def exporter(self, mode: str = "full"):
        rust = peers.RustServer(self)
        rust.start()
        process, url = self.start_exporter(
            CONFIG.format(mode=mode, profile=rust.profile("here"), closed=harness.free_port()))
        harness.wait_for(lambda: min(exposition.find(
            exposition.parse(harness.scrape(url)), "reach_probes_total")) > 0,
            "a result of every check")
        return process, url

    @harness.need("promtool")
    def test_promtool_finds_nothing_to_say_about_the_full_metrics(self):
        _, url = self.exporter("full")
        text = harness.scrape(url)
        self.assertEqual((0, ""), exposition.promtool("check", "metrics", text=text))
        self.assertEqual([1.0], exposition.find(exposition.parse(text), "reach_port_state",
                                                target="closed", state="refused"))

    @harness.need("promtool")
    def test_promtool_finds_nothing_to_say_about_the_lean_metrics(self):
        _, url = self.exporter("lean")
        text = harness.scrape(url)
        self.assertEqual((0, ""), exposition.promtool("check", "metrics", text=text))
        names = {sample.name for sample in exposition.parse(text) if "target" in sample.labels and
                 sample.name.startswith("reach_") and not sample.name.startswith("reach_game")}
        self.assertEqual({
            "reach_port_state_code", "reach_probe_success", "reach_probes_total",
            "reach_probe_failures_total", "reach_refusals_total", "reach_probe_rtt_seconds_sum",
            "reach_probe_rtt_seconds_count", "reach_last_probe_timestamp_seconds"}, names)

    def test_every_round_trip_is_in_the_histogram_of_its_group(self):
        for mode in ("full", "lean"):
            found = exposition.parse(harness.scrape(self.exporter(mode)[1]))
            measured = sum(exposition.find(found, "reach_probe_rtt_seconds_count"))
            self.assertGreater(measured, 0)
            groups = [sample for sample in found if sample.name == "reach_group_rtt_seconds_count"]
            self.assertEqual(measured, sum(sample.value for sample in groups))
            self.assertEqual(measured, sum(exposition.find(found, "reach_group_rtt_seconds_bucket",
                                                           le="+Inf")))
            seconds = sum(exposition.find(found, "reach_probe_rtt_seconds_sum"))
            self.assertAlmostEqual(seconds, sum(exposition.find(found, "reach_group_rtt_seconds_sum")))
            self.assertIn("a2s", {sample.labels["module"] for sample in groups})

    def test_a_scrape_is_compressed_on_demand_and_holds_the_same_series(self):
        _, url = self.exporter()

        def series(text):
            return {sample.series() for sample in exposition.parse(text.decode())}

        def same_series() -> bool:
            status, headers, body = harness.get(f"{url}/metrics", {"Accept-Encoding": "gzip"})
            self.assertEqual((200, "gzip"), (status, headers["Content-Encoding"]))
            _, plain_headers, plain = harness.get(f"{url}/metrics")
            self.assertIsNone(plain_headers["Content-Encoding"])
            return series(plain) == series(gzip.decompress(body))
        harness.wait_for(same_series, "two scrapes between which no verdict changed")

    @harness.need("prometheus")
    def test_prometheus_takes_the_openmetrics_form_of_every_check(self):
        _, url = self.exporter()
        accept = "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5"
        _, headers, body = harness.get(f"{url}/metrics", {"Accept": accept})
        self.assertEqual(OPENMETRICS, headers["Content-Type"])
        self.assertTrue(body.endswith(b"# EOF\n"))
        prometheus = monitoring.Prometheus(self, url)
        harness.wait_for(lambda: prometheus.value("up") == 1, "a scrape that Prometheus takes")
        self.assertEqual(4, prometheus.value("count(reach_probes_total)"))
        self.assertEqual(28, prometheus.value("count(reach_port_state)"))
        self.assertEqual(1, prometheus.value(
            'reach_port_state{target="closed",state="refused",transport="tcp"}'))

    def test_what_prometheus_3_asks_for_is_answered_with_text_that_is_what_it_says(self):
        _, url = self.exporter()
        for accept, expected in PROMETHEUS_3.items():
            _, headers, body = harness.get(f"{url}/metrics", {"Accept": accept})
            self.assertEqual(expected, headers["Content-Type"], accept)
            openmetrics = expected.startswith(OPENMETRICS)
            self.assertEqual(openmetrics, body.endswith(b"# EOF\n"), accept)
            # OpenMetrics names the family of a counter without its suffix.
            name = b"reach_probes" if openmetrics else b"reach_probes_total"
            self.assertIn(b"# TYPE " + name + b" counter\n", body, accept)

    def test_health_pages_answer_and_unknown_ones_are_not_found(self):
        _, url = self.exporter()
        self.assertEqual(200, harness.get(f"{url}/-/healthy")[0])
        self.assertEqual(200, harness.get(f"{url}/-/ready")[0])
        self.assertEqual(404, harness.get(f"{url}/no-such-page")[0])
        page = harness.get(f"{url}/")[2].decode()
        for word in ("rust-main", "closed", "refused"):
            self.assertIn(word, page)


class StopTest(harness.Case):
    TIMEOUT = 60  # of the probes that are in flight when the exporter is told to stop

    def test_sigterm_ends_the_exporter_before_the_probes_in_flight_end(self):
        port = peers.silent_port(self)
        process, url = self.start_exporter(f"""
global: {{interval: 100s, timeout: {self.TIMEOUT}s, confirm: 0}}
targets:
- name: silent
  host: 127.0.0.1
  checks: [{{name: a, module: tcp, port: {port}}}]
""")

        def in_flight():
            text = harness.scrape(url)
            return exposition.find(exposition.parse(text), "reach_exporter_probes_in_flight") == [1]
        harness.wait_for(in_flight, "a probe in flight")
        told = time.monotonic()
        process.signal(signal.SIGTERM)
        # Meant is one second; the bound only says that it did not wait for the probe.
        self.assertEqual(0, process.wait(self.TIMEOUT / 3))
        print(f"NOTE SIGTERM to exit: {time.monotonic() - told:.2f} s")


harness.main()
