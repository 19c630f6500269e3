#!/usr/bin/env python3
"""Two exporters and TLS between them: the vantage, the preflight, the proof of arrival."""
import json
import re
import socket

import harness
import secured

HOME = """
global: {{timeout: 900ms, confirm: 0}}
{vantages}
targets:
- name: game
  host: 127.0.0.1
  checks:
  - {{name: query, module: a2s, port: {query}, role: proof}}
  - {{name: game, module: udp, port: {game}}}
  - {{name: web, module: tcp, port: {web}{web_more}}}
"""


class VantageTest(harness.Case):

    def start_vantage(self, *more):
        """Its lines for the configuration at home."""
        port = harness.free_port()
        self.vantage = self.start("vantage", [harness.EXPORTER, "vantage", "--listen",
                                              f"{harness.LOOPBACK}:{port}", *more])
        return harness.wait_for(
            lambda: (m := re.search(r"vantages:\n- .*\n.*\}\}\n", self.vantage.output())) and m[0],
            "the lines to paste")

    def home(self, vantages, **more):
        self.query, self.game = (harness.free_port(socket.SOCK_DGRAM) for _ in range(2))
        self.web = harness.free_port()
        values = {"web_more": "", "query": self.query, "game": self.game, "web": self.web, **more}
        return self.write("home.yml", HOME.format(vantages=vantages, **values))

    def preflight(self, config, vantages):
        name = re.search(r'name: "?([^",]+)', vantages)[1]
        return secured.run("preflight", "game", "--via", name, f"--config.file={config}")

    def test_preflight_of_ports_that_are_open(self):
        vantages = self.start_vantage("--allow", "127.0.0.0/8")
        got = self.preflight(self.home(vantages), vantages)
        self.assertEqual(0, got.returncode, got.stdout + got.stderr)
        self.assertEqual(3, got.stdout.count(": good: open: players get here"), got.stdout)

    def test_preflight_of_a_port_that_should_be_closed(self):
        vantages = self.start_vantage("--allow", "127.0.0.0/8")
        got = self.preflight(self.home(vantages, web_more=", expect: [refused]"), vantages)
        self.assertEqual(1, got.returncode, got.stdout + got.stderr)
        self.assertIn(f"{self.web}/tcp (web): bad: open to the internet", got.stdout)

    def test_preflight_without_the_vantage_is_undecided(self):
        vantages = self.start_vantage("--allow", "127.0.0.0/8")
        self.vantage.stop()
        got = self.preflight(self.home(vantages), vantages)
        self.assertEqual(2, got.returncode, got.stdout + got.stderr)
        self.assertIn("vantage gave no answer", got.stdout)
        self.assertEqual(1, got.stderr.count("Connection refused"), got.stderr)

    def test_another_key_than_the_pinned_one_is_not_asked(self):
        vantages = self.start_vantage("--allow", "127.0.0.0/8")
        pin = re.search(r'pinned_sha256: "(.)', vantages)
        other = vantages[:pin.start(1)] + ("A" if pin[1] != "A" else "B") + vantages[pin.end(1):]
        got = self.preflight(self.home(other), other)
        self.assertEqual(2, got.returncode, got.stdout + got.stderr)
        self.assertIn("the key is not the one that is pinned", got.stderr)

    def test_vantage_refuses_what_is_not_public(self):
        vantages = self.start_vantage()
        got = self.preflight(self.home(vantages), vantages)
        self.assertEqual(2, got.returncode, got.stdout + got.stderr)
        self.assertIn("status 403", got.stderr)

    def test_storage_keeps_key_and_token(self):
        storage = f"--storage.path={self.folder / 'kept'}"
        first = self.start_vantage(storage)
        self.vantage.stop()
        self.assertEqual(0, self.vantage.wait())
        again = self.start_vantage(storage)
        for key in ("credentials: ([0-9a-f]{48})", 'pinned_sha256: "([^"]{44})"'):
            self.assertEqual(re.search(key, first)[1], re.findall(key, again)[-1])
        for kept in (self.folder / "kept" / "vantage").iterdir():
            self.assertEqual(0o600, kept.stat().st_mode & 0o777, kept)

    def test_diagnosis_has_the_sight_of_the_vantage(self):
        vantages = self.start_vantage("--allow", "127.0.0.0/8")
        config = self.home(vantages)
        secured.listener(self, self.web)
        name = re.search(r'name: "?([^",]+)', vantages)[1]
        got = secured.run("diagnose", "game", "--via", name, f"--config.file={config}",
                          "--output", "json")
        web = next(c for c in json.loads(got.stdout)["checks"] if c["check"] == "web")
        seen = [s for s in web["sightings"] if s["vantage"] == name]
        self.assertEqual(1, len(seen), web)
        self.assertEqual("syn_ack", seen[0]["reason"])

    def test_packets_to_a_port_where_nothing_listens_are_seen_to_arrive(self):
        vantages = self.start_vantage("--allow", "127.0.0.0/8")
        port = int(re.search(r":(\d+)\"", vantages)[1])
        token = re.search("credentials: ([0-9a-f]+)", vantages)[1]
        for module, kind in (("udp", socket.SOCK_DGRAM), ("tcp", socket.SOCK_STREAM)):
            closed = harness.free_port(kind)
            path = f"/api/v1/arrival?target=127.0.0.1&port={closed}&module={module}&mark="
            status, body = secured.ask(port, path + "0123456789abcdef", f"Bearer {token}")
            self.assertEqual(200, status, body)
            sent = json.loads(body)
            self.assertEqual(("127.0.0.1", 3), (sent["source"], len(set(sent["source_ports"]))))
            self.assertEqual(400, secured.ask(port, path + "short", f"Bearer {token}")[0])
            self.assertEqual(401, secured.ask(port, path + "0123456789abcdef")[0])

    def test_diagnosis_says_that_packets_arrive_where_nothing_answers(self):
        vantages = self.start_vantage("--allow", "127.0.0.0/8")
        config = self.home(vantages)
        name = re.search(r'name: "?([^",]+)', vantages)[1]
        got = secured.run("diagnose", "game", "--via", name, f"--config.file={config}",
                          "--output", "json")
        answer = json.loads(got.stdout)
        self.assertEqual("service_down", answer["cause"])
        # By their mark with CAP_NET_RAW, else by the counters of what was refused.
        self.assertTrue(any(line.startswith(f"Packets of {name} arrive at the host")
                            for line in answer["evidence"]), answer["evidence"])

    def test_marked_datagrams_carry_their_mark(self):
        vantages = self.start_vantage("--allow", "127.0.0.0/8")
        port = int(re.search(r":(\d+)\"", vantages)[1])
        token = re.search("credentials: ([0-9a-f]+)", vantages)[1]
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as game:
            game.bind((harness.LOOPBACK, 0))
            game.settimeout(harness.PATIENCE)
            path = (f"/api/v1/arrival?target=127.0.0.1&port={game.getsockname()[1]}&module=udp"
                    "&mark=0123456789abcdef")
            sent = json.loads(secured.ask(port, path, f"Bearer {token}")[1])
            seen = [game.recvfrom(100) for _ in range(3)]
            self.assertEqual({b"reach_exporter arrival 0123456789abcdef"}, {b for b, _ in seen})
            self.assertEqual(set(sent["source_ports"]), {source[1] for _, source in seen})


harness.main()
