#!/usr/bin/env python3
"""TLS as an operator sees it: the metrics of a good and of a bad certificate, and `probe --tls`."""
import json
import ssl
import socket
import subprocess
import threading
import time

import exposition
import harness

CONFIG = """
global: {{interval: 1s, timeout: 900ms, confirm: 0}}
modules:
  trusting: {{prober: tcp, tcp: {{tls: true, tls_config: {{ca_file: cert.pem}}}}}}
targets:
- name: shop
  host: 127.0.0.1
  checks:
  - {{name: good, module: trusting, port: {port}}}
  - {{name: bad, module: tcp, port: {port}, tls: true}}
  - {{name: plain, module: tcp, port: {port}}}
"""
DAYS = 2
INFO = {"issuer": "CN=shop.example.org", "subject": "shop.example.org", "version": "TLSv1.3"}


class TlsServer:
    """Shakes hands on a port of its own, with a certificate for 127.0.0.1 that it signed itself."""

    def __init__(self, case: harness.Case):
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
             "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", str(DAYS),
             "-subj", f"/CN={INFO['subject']}", "-addext", "subjectAltName=IP:127.0.0.1"],
            cwd=case.folder, check=True, capture_output=True)
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(case.folder / "cert.pem", case.folder / "key.pem")
        self._listener = socket.create_server((harness.LOOPBACK, 0))
        self.port = self._listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()
        case.addCleanup(self._listener.close)

    def _serve(self):
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return  # closed
            threading.Thread(target=self._talk, args=[connection], daemon=True).start()

    def _talk(self, connection: socket.socket):
        try:
            with self._context.wrap_socket(connection, server_side=True) as stream:
                stream.recv(1)
        except OSError:
            pass  # a client that hung up


@harness.need("openssl")
class TlsTest(harness.Case):

    def setUp(self):
        super().setUp()
        self.server = TlsServer(self)

    def assert_facts(self, facts: dict, verified: int):
        self.assertEqual(verified, facts["tls_certificate_verified"])
        now = time.time()
        self.assertLess(facts["tls_certificate_valid_from_timestamp_seconds"], now + 1)
        self.assertAlmostEqual(now + DAYS * 86400,
                               facts["tls_certificate_expiry_timestamp_seconds"],
                               delta=2 * harness.PATIENCE)

    def test_a_certificate_that_nobody_trusts_fails_and_its_facts_are_there(self):
        _, url = self.start_exporter(CONFIG.format(port=self.server.port))
        harness.wait_for(lambda: "reach_tls_info" in (text := harness.scrape(url)) and
                         len(exposition.find(exposition.parse(text), "reach_probe_success")) == 3,
                         "all three checks")
        samples = exposition.parse(harness.scrape(url))
        for check, success, verified in (("good", 1, 1), ("bad", 0, 0)):
            self.assertEqual([success], exposition.find(samples, "reach_probe_success", check=check))
            self.assertEqual([1], exposition.find(samples, "reach_port_state", check=check,
                                                  state="open"))
            self.assertEqual([1], exposition.find(samples, "reach_tls_info", check=check, **INFO))
            facts = {sample.name.removeprefix("reach_"): sample.value for sample in samples
                     if sample.labels.get("check") == check}
            self.assert_facts(facts, verified)
        self.assertEqual([1], exposition.find(samples, "reach_failure_info", check="bad",
                                              reason="tls_certificate_untrusted"))
        self.assertEqual([], exposition.find(samples, "reach_tls_info", check="plain"))

    def test_a_single_probe_says_the_same(self):
        probe = [harness.EXPORTER, "probe", f"{harness.LOOPBACK}:{self.server.port}", "--tls"]
        got = subprocess.run(probe, capture_output=True, text=True, timeout=harness.PATIENCE)
        self.assertEqual(1, got.returncode, got.stderr)
        self.assertIn("open (tls_certificate_untrusted)", got.stdout)
        self.assertIn("subject: shop.example.org\n", got.stdout)
        self.assertRegex(got.stdout, r"tls_certificate_expiry_timestamp_seconds: \d+ "
                                     r"\(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\)\n")
        got = subprocess.run([*probe, "--output", "json"], capture_output=True, text=True,
                             timeout=harness.PATIENCE)
        answer = json.loads(got.stdout)
        self.assertEqual(("open", "tls_certificate_untrusted", False),
                         (answer["state"], answer["reason"], answer["success"]))
        facts = answer["facts"]
        self.assertEqual(INFO, {key: facts[key] for key in INFO})
        self.assert_facts(facts, 0)

    def test_tls_that_a_module_cannot_speak_is_wrong_usage(self):
        got = subprocess.run([harness.EXPORTER, "probe", "127.0.0.1:9", "--module", "a2s", "--tls"],
                             capture_output=True, text=True, timeout=harness.PATIENCE)
        self.assertEqual(3, got.returncode)
        self.assertIn("--tls", got.stderr)


harness.main()
