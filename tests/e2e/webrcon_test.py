#!/usr/bin/env python3
"""The login to Rust's remote console: the right password, a wrong one, none; and that nobody sees
it."""
import pathlib
import sys

import exposition
import harness

SERVER = pathlib.Path(__file__).resolve().parents[1] / "lab" / "world" / "game_server.py"
PASSWORD, WRONG = "tulip/Grove 7", "velvet-Anchor-9"
CONFIG = """
global: {{interval: 1s, timeout: 900ms, confirm: 0}}
control: {{lan: off}}
modules:
  right: {{prober: webrcon, webrcon: {{password_file: right.password}}}}
  wrong: {{prober: webrcon, webrcon: {{password_file: wrong.password}}}}
targets:
- name: rust
  host: 127.0.0.1
  checks:
  - {{name: right, module: right, port: {port}}}
  - {{name: wrong, module: wrong, port: {port}}}
  - {{name: bare, module: webrcon, port: {port}}}
"""


class WebRconTest(harness.Case):

    def setUp(self):
        super().setUp()
        port = harness.free_port()
        self.write("right.password", PASSWORD + "\n")
        self.write("wrong.password", WRONG + "\n")
        server = self.start("game", [sys.executable, SERVER, "--address", harness.LOOPBACK,
                                     "--rcon", port, "--password", PASSWORD])
        harness.wait_for(lambda: "ready" in server.output(), "the stand-in listens")
        self.exporter, self.url = self.start_exporter(CONFIG.format(port=port))

    def seen(self) -> dict:
        """By check: the state, whether it is a success, and the reason of a failure."""
        samples = exposition.parse(harness.scrape(self.url))
        found = {}
        for sample in samples:
            words = found.setdefault(sample.labels.get("check"), {})
            if sample.name == "reach_port_state" and sample.value == 1:
                words["state"] = sample.labels["state"]
            if sample.name == "reach_probe_success":
                words["success"] = sample.value
            if sample.name == "reach_failure_info":
                words["reason"] = sample.labels["reason"]
        return found

    def test_a_wrong_password_is_told_from_an_open_port_and_no_password_is_shown(self):
        wanted = {"right": {"state": "open", "success": 1.0},
                  "wrong": {"state": "open", "success": 0.0, "reason": "expect_mismatch"},
                  "bare": {"state": "open", "success": 1.0}}
        harness.wait_for(lambda: {check: self.seen().get(check) for check in wanted} == wanted,
                         "the three checks")
        harness.wait_for(lambda: b'"rcon_auth"' in self.body("/api/v1/diagnosis"), "the cause")
        pages = [self.body(path) for path in ("/", "/metrics", "/api/v1/diagnosis", "/sd")]
        pages.append(self.exporter.output().encode())
        for page in pages:
            for secret in (PASSWORD, WRONG, "tulip%2FGrove%207"):
                self.assertNotIn(secret.encode(), page)

    def body(self, path: str) -> bytes:
        status, _, body = harness.get(self.url + path)
        self.assertEqual(200, status, path)
        return body


if __name__ == "__main__":
    harness.main()
