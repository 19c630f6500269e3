#!/usr/bin/env python3
"""Why a target cannot be reached, as the command says it and as the running exporter does."""
import json
import socket
import subprocess

import exposition
import harness
import peers

KEYS = "target cause confidence candidates evidence remedy checks".split()
LISTING = """\
Active Connections

  Proto  Local Address          Foreign Address        State           PID
  TCP    127.0.0.1:{port}        0.0.0.0:0              LISTENING       4711
  UDP    0.0.0.0:5353           *:*                                    1200
"""


def diagnose(*arguments, stdin=""):
    got = subprocess.run([harness.EXPORTER, "diagnose", *[str(word) for word in arguments]],
                         input=stdin, capture_output=True, text=True, timeout=harness.PATIENCE)
    return got.returncode, got.stdout, got.stderr


def answer(*arguments, stdin=""):
    status, text, error = diagnose(*arguments, "--output=json", stdin=stdin)
    return status, json.loads(text or json.dumps({"error": error}))


class DiagnoseCase(harness.Case):

    def setUp(self):
        super().setUp()
        self.port = harness.free_port()
        self.text = (f"global: {{interval: 1s, timeout: 900ms, page_after: 5s}}\n"
                     f"targets:\n- name: game\n  host: 127.0.0.1\n  checks:\n"
                     f"  - {{name: join, module: tcp, port: {self.port}, role: proof}}\n")

    def listen(self, address=harness.LOOPBACK):
        server = socket.create_server((address, self.port))
        self.addCleanup(server.close)
        return server


class CommandTest(DiagnoseCase):

    def test_nobody_listens_is_proved_where_the_host_itself_can_be_asked(self):
        status, got = answer("game", f"--config.file={self.write('reach.yml', self.text)}")
        self.assertEqual((1, "service_down", "proved"), (status, got["cause"], got["confidence"]))
        self.assertEqual(KEYS, list(got))
        self.assertTrue(got["evidence"] and got["remedy"])
        check = got["checks"][0]
        self.assertEqual(("refused", "rst", "join", "service_down"),
                         (check["state"], check["reason"], check["check"], check["cause"]))

    def test_bound_to_loopback_is_proved(self):
        self.listen()
        status, got = answer("game", f"--config.file={self.write('reach.yml', self.text)}")
        self.assertEqual((1, "bound_to_loopback", "proved"),
                         (status, got["cause"], got["confidence"]))

    def test_a_server_on_every_address_is_healthy(self):
        self.listen("0.0.0.0")
        status, got = answer(f"127.0.0.1:{self.port}")
        self.assertEqual((0, "healthy"), (status, got["cause"]), got)

    def test_a_pasted_listing_of_windows_tells_who_listens(self):
        path = self.write("reach.yml", self.text.replace("127.0.0.1", "localhost"))
        status, got = answer("game", f"--config.file={path}", "--listeners=-",
                             stdin=LISTING.format(port=self.port))
        self.assertIn("bound_to_loopback", [got["cause"], *got["candidates"]], got)

    def test_text_and_markdown_say_cause_and_remedy(self):
        path = self.write("reach.yml", self.text)
        status, text, _ = diagnose("game", f"--config.file={path}")
        self.assertEqual(1, status)
        for part in ("Cause: service_down (proved)", "What to do:", "Evidence:"):
            self.assertIn(part, text)
        status, text, _ = diagnose("game", f"--config.file={path}", "--report")
        self.assertIn("### reach_exporter: service_down", text)
        self.assertIn(f"{self.port}/tcp", text)

    def test_wrong_usage_ends_with_3_and_a_sentence(self):
        path = self.write("reach.yml", self.text)
        for arguments in (["nothing-with-this-name"], ["host.example", "--profile=no-such"],
                          ["game", f"--config.file={path}", "--listeners=/no/such/file"],
                          ["game", f"--config.file={path}", "--listeners=-"], []):
            status, _, error = diagnose(*arguments)
            self.assertEqual(3, status, arguments)
            self.assertTrue(error.strip(), arguments)


class RunningTest(DiagnoseCase):

    def cause(self, url, family="reach_diagnosis"):
        samples = exposition.parse(harness.scrape(url))
        return {sample.labels["cause"]: sample.value for sample in samples
                if sample.name == family}

    def test_the_cause_is_named_while_it_lasts_and_counted_afterwards(self):
        server = self.listen("0.0.0.0")
        exporter, url = self.start_exporter(self.text)
        harness.wait_for(lambda: self.cause(url) == {"healthy": 2}, "a healthy start")
        server.close()
        harness.wait_for(lambda: self.cause(url) == {"service_down": 3}, "the cause")
        self.assertEqual({"service_down": 3}, self.cause(url, "reach_target_diagnosis"))
        self.assertEqual({"service_down": 1}, self.cause(url, "reach_outages_total"))
        page = harness.get(url + "/")[2].decode()
        self.assertIn("service_down", page)
        self.assertIn("Start the server", page)
        harness.wait_for(lambda: "cause=service_down" in exporter.output(), "the log line")
        self.listen("0.0.0.0")
        harness.wait_for(lambda: self.cause(url) == {"healthy": 2}, "healthy again")
        self.assertEqual({"service_down": 1}, self.cause(url, "reach_outages_total"))
        self.assertLess(0, self.cause(url, "reach_downtime_seconds_total")["service_down"])

    def test_a_version_that_is_not_the_expected_one_is_named_while_all_else_is_well(self):
        server = peers.RustServer(self, address="0.0.0.0")
        server.start()
        _, url = self.start_exporter(
            "global: {interval: 1s, timeout: 900ms}\n"
            'modules: {rust: {prober: a2s, a2s: {expect_version: "1"}}}\n'
            "targets:\n- name: game\n  host: 127.0.0.1\n  checks:\n"
            f"  - {{name: query, module: rust, port: {server.query}, role: proof}}\n")
        harness.wait_for(lambda: self.cause(url) == {"version_mismatch": 3}, "the cause")
        self.assertEqual([1.0], exposition.find(exposition.parse(harness.scrape(url)),
                                                "reach_probe_success"))

    def test_it_stops_at_once_in_the_middle_of_an_examination(self):
        exporter, url = self.start_exporter(self.text.replace("127.0.0.1", "localhost"))
        harness.wait_for(lambda: "cause" in harness.scrape(url), "a scrape")
        exporter.signal(harness.signal.SIGTERM)
        self.assertEqual(0, exporter.wait(10))


harness.main()
