#!/usr/bin/env python3
"""Targets that come and go while the exporter runs, and its own list as Prometheus reads it."""
import http.server
import json
import os
import signal
import ssl
import subprocess
import threading

import exposition
import harness

FILES = """
global: {{interval: 1s, timeout: 500ms}}
targets:
- {{name: own, host: 127.0.0.1, checks: [{{module: tcp, port: {port}}}]}}
target_files:
- {{files: ["lists/*"], refresh: 1h, defaults: {{module: tcp, port: {port}}}}}
"""
HTTP = """
target_files:
- http_sd:
    url: "{url}?token=in-the-query"
    refresh: 1s
    authorization: {{credentials_file: token}}
    tls_config: {{ca_file: cert.pem, server_name: cmdb.test}}
  defaults: {{module: tcp}}
"""
GAUGE = "reach_exporter_target_file_last_load_successful"


class ListServer(http.server.ThreadingHTTPServer):
    """An http_sd server over TLS, with a certificate for cmdb.test that it made itself."""

    def __init__(self, case: harness.Case):
        self.answer, self.seen = (200, [{"targets": ["127.0.0.1:9"]}]), []
        super().__init__((harness.LOOPBACK, 0), self.Handler)
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2",
             "-subj", "/CN=cmdb.test", "-addext", "subjectAltName=DNS:cmdb.test"],
            cwd=case.folder, check=True, capture_output=True)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(case.folder / "cert.pem", case.folder / "key.pem")
        self.socket = context.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, daemon=True).start()
        case.addCleanup(self.server_close)
        case.addCleanup(self.shutdown)

    def handle_error(self, *_):
        pass  # a client that does not trust us

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.server.seen.append(dict(self.headers))
            status, groups = self.server.answer
            body = json.dumps(groups).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass


def samples(url: str):
    return exposition.parse(harness.scrape(url))


def targets(url: str) -> set:
    return {sample.labels["target"] for sample in samples(url)
            if sample.name == "reach_probes_total"}


class FileTest(harness.Case):

    def setUp(self):
        super().setUp()
        (self.folder / "lists").mkdir()
        self.port = harness.free_port()

    def write_list(self, name: str, text: str):
        beside = self.folder / "beside"
        beside.write_text(text)
        os.replace(beside, self.folder / "lists" / name)

    def wait_for_targets(self, url: str, *names):
        harness.wait_for(lambda: targets(url) == set(names), f"targets {names}")

    def test_series_appear_and_vanish_with_the_file(self):
        exporter, url = self.start_exporter(FILES.format(port=self.port))
        self.wait_for_targets(url, "own")
        self.write_list("a.yml", "- {targets: [127.0.0.2, 127.0.0.3], labels: {tier: gold}}")
        self.wait_for_targets(url, "own", "127.0.0.2", "127.0.0.3")
        self.write_list("b.json", json.dumps([{"targets": [f"127.0.0.4:{self.port}"]}]))
        self.wait_for_targets(url, "own", "127.0.0.2", "127.0.0.3", f"127.0.0.4:{self.port}")
        harness.wait_for(lambda: 1.0 in exposition.find(
            samples(url), "reach_port_state", target="127.0.0.2", state="refused", tier="gold"),
            "a result of a discovered target")
        (self.folder / "lists" / "a.yml").unlink()
        self.wait_for_targets(url, "own", f"127.0.0.4:{self.port}")
        self.assertTrue(exporter.running())

    def test_a_bad_file_changes_only_the_gauge_and_the_log(self):
        self.write_list("a.yml", "- targets: [127.0.0.2]")
        exporter, url = self.start_exporter(FILES.format(port=self.port))
        self.wait_for_targets(url, "own", "127.0.0.2")
        self.assertEqual([1.0], exposition.find(samples(url), GAUGE))
        self.write_list("a.yml", "- targets: [127.0.0.2")
        harness.wait_for(lambda: exposition.find(samples(url), GAUGE) == [0.0], "the gauge")
        self.assertEqual({"own", "127.0.0.2"}, targets(url))
        self.assertEqual(1, exporter.output().count("list of targets refused"))

    def test_a_reload_keeps_what_was_discovered_and_its_counters(self):
        self.write_list("a.yml", "- targets: [127.0.0.2]")
        exporter, url = self.start_exporter(FILES.format(port=self.port))

        def probes():
            return (exposition.find(samples(url), "reach_probes_total", target="127.0.0.2") or
                    [0.0])[0]
        harness.wait_for(lambda: probes() >= 2, "two results")
        before = probes()
        self.write("reach.yml", FILES.format(port=self.port) + "prober_note: [\n")
        exporter.signal(signal.SIGHUP)
        harness.wait_for(lambda: "configuration refused" in exporter.output(), "a refusal")
        self.write("reach.yml", FILES.format(port=self.port).replace("own", "mine"))
        exporter.signal(signal.SIGHUP)
        self.wait_for_targets(url, "mine", "127.0.0.2")
        self.assertGreaterEqual(probes(), before)

    @harness.need("promtool")
    def test_prometheus_discovers_what_is_probed(self):
        self.write_list("a.yml", '- {targets: ["127.0.0.2"], labels: {tier: gold}}')
        _, url = self.start_exporter(FILES.format(port=self.port))
        self.wait_for_targets(url, "own", "127.0.0.2")
        status, headers, body = harness.get(f"{url}/sd")
        self.assertEqual((200, "application/json"), (status, headers["Content-Type"]))
        self.assertEqual(2, len(json.loads(body)))
        config = self.write("prometheus.yml", json.dumps({"scrape_configs": [{
            "job_name": "reach", "http_sd_configs": [{"url": f"{url}/sd"}]}]}))
        status, output = exposition.promtool("check", "service-discovery", "--timeout=5s",
                                             config, "reach")
        self.assertEqual(0, status, output)
        found = [target["discoveredLabels"] for target in json.loads(output[output.index("["):])]
        gold = [labels for labels in found if labels.get("tier") == "gold"]
        self.assertEqual(2, len(found))
        self.assertEqual([("127.0.0.2:" + str(self.port), "tcp")],
                         [(labels["__address__"], labels["__param_module"]) for labels in gold])


@harness.need("openssl")
class HttpTest(harness.Case):

    def setUp(self):
        super().setUp()
        self.server = ListServer(self)
        self.write("token", "sesame\n")
        self.url = f"https://{harness.LOOPBACK}:{self.server.server_port}/sd"

    def test_a_list_over_tls_with_a_secret_and_nothing_of_it_in_log_or_metrics(self):
        exporter, url = self.start_exporter(HTTP.format(url=self.url))
        harness.wait_for(lambda: targets(url) == {"127.0.0.1:9"}, "the first list")
        self.assertEqual("Bearer sesame", self.server.seen[0]["Authorization"])
        self.assertEqual("1", self.server.seen[0]["X-Prometheus-Refresh-Interval-Seconds"])
        self.server.answer = (503, [])
        harness.wait_for(lambda: exposition.find(samples(url), GAUGE, source=self.url) == [0.0],
                         "the gauge")
        self.assertEqual({"127.0.0.1:9"}, targets(url))
        self.server.answer = (200, [{"targets": ["127.0.0.1:10"]}])
        harness.wait_for(lambda: targets(url) == {"127.0.0.1:10"}, "the new list")
        for secret in ("sesame", "in-the-query"):
            self.assertNotIn(secret, exporter.output())
            self.assertNotIn(secret, harness.scrape(url))

    def test_a_certificate_that_is_not_trusted_is_refused(self):
        exporter, url = self.start_exporter(
            HTTP.format(url=self.url).replace("cmdb.test", "other.test"))
        harness.wait_for(lambda: "list of targets refused" in exporter.output(), "the refusal")
        self.assertIn("other.test", exporter.output())
        self.assertEqual([0.0], exposition.find(samples(url), GAUGE))
        self.assertEqual([], self.server.seen)


harness.main()
