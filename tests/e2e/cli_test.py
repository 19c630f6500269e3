#!/usr/bin/env python3
"""The command line as a script uses it: what is printed, and the exit status."""
import json
import socket
import subprocess

import harness
import peers

KEYS = ("target host address port transport module state reason success rtt_seconds "
        "duration_seconds icmp_type icmp_code offender error facts").split()
GOOD = """
global: {interval: 15s, vantage: home}
targets:
- {name: rust-main, host: 192.0.2.7, profile: rust}
"""
BAD = """
global: {interval: 15 seconds}
targets:
- {name: rust-main, host: 192.0.2.7, profil: rust}
- {name: other, host: 192.0.2.8, profile: no-such-profile}
"""


def run(*arguments):
    return subprocess.run([harness.EXPORTER, *[str(word) for word in arguments]],
                          capture_output=True, text=True, timeout=harness.PATIENCE)


class ConfigTest(harness.Case):

    def test_version_names_the_program_its_revision_and_its_compiler(self):
        got = run("--version")
        self.assertEqual(0, got.returncode)
        self.assertRegex(got.stdout,
                         r"^reach_exporter, version \d+\.\d+\.\d+ \(revision \S+, compiler .+\)\n$")

    def test_a_good_file_is_good(self):
        path = self.write("good.yml", GOOD)
        self.assertEqual(0, run(f"--config.file={path}", "--config.check").returncode)

    def test_the_shipped_files_are_good(self):
        for name in ("reach.yml", "minimal.yml"):
            got = run(f"--config.file={harness.ROOT}/config/{name}", "--config.check")
            self.assertEqual(0, got.returncode, got.stderr)

    def test_a_bad_file_ends_with_1_and_all_its_faults_with_their_lines(self):
        path = self.write("bad.yml", BAD)
        for arguments in ([f"--config.file={path}", "--config.check"], [f"--config.file={path}"]):
            got = run(*arguments)
            self.assertEqual(1, got.returncode)
            for line, word in ((2, "interval"), (4, "profil"), (5, "no-such-profile")):
                self.assertRegex(got.stdout + got.stderr, rf"(?m)bad\.yml:{line}: .*{word}")

    def test_a_file_that_is_not_there_ends_with_1_and_its_name(self):
        got = run("--config.file=/no/such/file.yml", "--config.check")
        self.assertEqual(1, got.returncode)
        self.assertIn("/no/such/file.yml", got.stderr)

    def test_config_print_shows_what_a_profile_became(self):
        path = self.write("good.yml", GOOD)
        got = run(f"--config.file={path}", "--config.print")
        self.assertEqual(0, got.returncode, got.stderr)
        for word in ("rust-main", "28015", "28016", "28017", "a2s", "interval: 1m\n"):
            self.assertIn(word, got.stdout)

    def test_an_unknown_flag_ends_with_3(self):
        self.assertEqual(3, run("--no-such-flag").returncode)

    def test_a_second_exporter_on_the_same_port_ends_with_1_and_names_the_address(self):
        _, url = self.start_exporter(GOOD)
        address = url.removeprefix("http://")
        path = self.write("good.yml", GOOD)
        got = run(f"--config.file={path}", f"--web.listen-address={address}")
        self.assertEqual(1, got.returncode)
        self.assertIn(address, got.stderr)


class ProbeTest(harness.Case):

    def setUp(self):
        super().setUp()
        self.rust = peers.RustServer(self, rcon_open=False)
        self.rust.start()

    def probe(self, port: int, *arguments):
        """(exit status, the JSON object) of a probe of a local port."""
        got = run("probe", f"{harness.LOOPBACK}:{port}", "--output", "json", *arguments)
        self.assertIn(got.returncode, (0, 1), got.stderr)
        return got.returncode, json.loads(got.stdout)

    def test_a_refused_port_is_a_one_and_says_rst(self):
        status, answer = self.probe(self.rust.rcon)
        self.assertEqual(KEYS, list(answer))
        self.assertEqual((1, "refused", "rst", False),
                         (status, answer["state"], answer["reason"], answer["success"]))
        self.assertEqual((harness.LOOPBACK, harness.LOOPBACK, self.rust.rcon, "tcp", "tcp"),
                         tuple(answer[key] for key in "host address port transport module".split()))
        for absent in ("rtt_seconds", "icmp_type", "icmp_code", "offender"):
            self.assertIsNone(answer[absent], absent)

    def test_an_open_port_is_a_zero_with_a_round_trip_time(self):
        rust = peers.RustServer(self)
        rust.start()
        status, answer = self.probe(rust.rcon)
        self.assertEqual(KEYS, list(answer))
        self.assertEqual((0, "open", "syn_ack", True),
                         (status, answer["state"], answer["reason"], answer["success"]))
        self.assertLess(0, answer["rtt_seconds"])

    def test_a_query_port_answers_a2s(self):
        status, answer = self.probe(self.rust.query, "--module", "a2s")
        self.assertEqual((0, "open", "reply", "udp", "a2s"), (
            status, answer["state"], answer["reason"], answer["transport"], answer["module"]))

    def test_a_refused_udp_port_names_the_icmp_error_and_who_sent_it(self):
        status, answer = self.probe(harness.free_port(socket.SOCK_DGRAM),
                                    "--transport", "udp")
        self.assertEqual(KEYS, list(answer))
        self.assertEqual((1, "refused", "icmp_port_unreachable", 3, 3, "target"), (
            status, answer["state"], answer["reason"], answer["icmp_type"], answer["icmp_code"],
            answer["offender"]))

    def test_the_text_says_in_words_what_it_is(self):
        got = run("probe", f"{harness.LOOPBACK}:{self.rust.rcon}")
        self.assertEqual(1, got.returncode)
        self.assertIn("refused", got.stdout)
        got = run("probe", f"{harness.LOOPBACK}:{self.rust.query}", "--module", "a2s")
        self.assertEqual(0, got.returncode)
        self.assertIn("open", got.stdout)

    def test_wrong_usage_ends_with_3(self):
        for arguments in (["probe"], ["probe", "no-port"], ["probe", "127.0.0.1:99999"],
                          ["probe", "127.0.0.1:1", "--transport", "sctp"],
                          ["probe", "127.0.0.1:1", "--transport", "icmp"],
                          ["probe", "127.0.0.1:1", "--module", "no-such-module"]):
            self.assertEqual(3, run(*arguments).returncode, arguments)


harness.main()
