#!/usr/bin/env python3
"""The stand-in for a game that is off: it holds the ports, and every probe of ours is content."""
import json
import signal
import socket
import subprocess

import harness


def probe(port: int, *arguments):
    got = subprocess.run([harness.EXPORTER, "probe", f"127.0.0.1:{port}", "--output=json",
                          *arguments], capture_output=True, text=True, timeout=harness.PATIENCE)
    return json.loads(got.stdout)


class AnswerTest(harness.Case):

    def setUp(self):
        super().setUp()
        self.game, self.query = (harness.free_port(socket.SOCK_DGRAM) for _ in range(2))
        self.rcon = harness.free_port()
        self.config = self.write("game.yml", f"""
profiles:
  game:
    checks:
      game: {{module: udp, port: {self.game}}}
      query: {{module: a2s, port: {self.query}}}
      rcon: {{module: tcp, port: {self.rcon}}}
""")

    def answer(self, *arguments):
        return self.start("answer", [harness.EXPORTER, "answer", f"--config.file={self.config}",
                                     "--profile=game", *arguments])

    def wait_until_held(self, process, count: int):
        harness.wait_for(lambda: process.output().count(": held") == count, f"{count} ports held")

    def test_every_probe_is_answered_and_every_caller_named(self):
        process = self.answer()
        self.wait_until_held(process, 3)
        self.assertEqual("open", probe(self.game, "--module=udp")["state"])
        self.assertTrue(probe(self.query, "--module=a2s")["success"])
        self.assertTrue(probe(self.rcon)["success"])
        for port, transport in ((self.game, "udp"), (self.query, "udp"), (self.rcon, "tcp")):
            harness.wait_for(lambda: f"{port}/{transport}" in process.output()
                             and "heard from 127.0.0.1" in process.output(), "the caller")

    def test_a_port_that_the_game_has_is_left_to_it(self):
        with socket.create_server(("", self.rcon)):
            process = self.answer()
            self.wait_until_held(process, 2)
            self.assertIn(f"{self.rcon}/tcp (rcon): Address already in use", process.output())

    def test_it_ends_by_itself_and_by_a_signal(self):
        self.assertEqual(0, self.answer("--for=100ms").wait())
        process = self.answer()
        self.wait_until_held(process, 6)
        process.signal(signal.SIGINT)
        self.assertEqual(0, process.wait())

    def test_a_large_datagram_gets_nothing_back(self):
        process = self.answer()
        self.wait_until_held(process, 3)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(harness.PATIENCE)
            client.connect(("127.0.0.1", self.game))
            client.send(b"x" * 65)
            client.send(b"small")
            self.assertEqual(b"small", client.recv(100))


if __name__ == "__main__":
    harness.main()
