#!/usr/bin/env python3
"""Two exporters and TLS between them: the web side, the probe API, the vantage, the preflight."""
import base64
import http.client
import json
import re
import socket
import ssl
import subprocess

import harness

TOKEN = "0123456789abcdef0123456789abcdef"
USERS = "basic_auth_users: {alice: $2b$05$cqyG3R/C/tUk2H8KQwHK7OCVLjkDOYgDHYYYp/fGcZ6E2wTXMbFeK}\n"
TLS = "tls_server_config: {cert_file: cert.pem, key_file: key.pem}\n"
CONFIG = """
global: {{interval: 1s, timeout: 900ms, confirm: 0}}
probe_api: {{allow: [127.0.0.0/8], tokens_file: tokens, rate: {rate}/minute{more}}}
targets: [{{name: self, host: 127.0.0.1, checks: [{{module: tcp, port: {port}}}]}}]
"""
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


def make_certificate(folder, name="cert.pem", key="key.pem", *more):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                    "ec_paramgen_curve:P-256", "-nodes", "-keyout", key, "-out", name, "-days", "2",
                    "-subj", "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", *more],
                   cwd=folder, check=True, capture_output=True)


def ask(port, path, authorization=None, client=None, method="GET"):
    """(status, body) over TLS, whatever the certificate; (0, error) when nobody answers."""
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    if client:
        context.load_cert_chain(*client)
    connection = http.client.HTTPSConnection(harness.LOOPBACK, port, timeout=30, context=context)
    try:
        connection.request(method, path,
                           headers={"Authorization": authorization} if authorization else {})
        reply = connection.getresponse()
        return reply.status, reply.read().decode()
    except (OSError, http.client.HTTPException) as error:
        return 0, repr(error)
    finally:
        connection.close()


def basic(user, password):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def listener(case, port=0):
    sock = socket.create_server((harness.LOOPBACK, port))
    case.addCleanup(sock.close)
    return sock.getsockname()[1]


def run(*arguments):
    return subprocess.run([harness.EXPORTER, *map(str, arguments)], capture_output=True, text=True,
                          timeout=harness.PATIENCE)


class Secured(harness.Case):
    """An exporter behind a web configuration, with the probe API."""

    def serve(self, web_config, rate=60, more="", wait=True, authorization=None, client=None):
        make_certificate(self.folder)
        self.write("tokens", f"# of the home\n{TOKEN}\n")
        web = self.write("web.yml", web_config)
        self.open_port = listener(self)
        config = self.write("reach.yml", CONFIG.format(port=self.open_port, rate=rate, more=more))
        self.port = harness.free_port()
        self.exporter = self.start("exporter", [
            harness.EXPORTER, f"--config.file={config}", f"--web.config.file={web}",
            f"--web.listen-address={harness.LOOPBACK}:{self.port}"])
        if not wait:
            return

        def up():
            self.assertTrue(self.exporter.running(), self.exporter.output()[-2000:])
            return ask(self.port, "/-/ready", authorization, client)[0] == 200
        harness.wait_for(up, "ready over TLS")


@harness.need("openssl")
class WebConfigTest(Secured):

    def test_users_are_asked_for_everywhere_and_served_over_tls(self):
        self.serve(TLS + USERS, authorization=basic("alice", "alice123"))
        for path in ("/metrics", "/", "/-/healthy", "/nowhere", "/api/v1/probe"):
            self.assertEqual(401, ask(self.port, path)[0], path)
        self.assertEqual(401, ask(self.port, "/metrics", basic("alice", "wrong"))[0])
        status, text = ask(self.port, "/metrics", basic("alice", "alice123"))
        self.assertEqual(200, status)
        self.assertIn("reach_exporter_build_info", text)
        self.assertEqual(0, harness.get(f"http://{harness.LOOPBACK}:{self.port}/metrics")[0])

    def test_new_certificate_is_served_and_a_bad_one_is_not(self):
        self.serve(TLS)

        def served():
            return ssl.get_server_certificate((harness.LOOPBACK, self.port))
        first = served()
        make_certificate(self.folder, "new.pem", "new.key")
        (self.folder / "new.key").rename(self.folder / "key.pem")
        (self.folder / "new.pem").rename(self.folder / "cert.pem")
        new = harness.wait_for(lambda: (now := served()) != first and now, "the new certificate")
        self.write("cert.pem", "no certificate")
        harness.wait_for(lambda: served() and "the old one is kept" in self.exporter.output(),
                         "the complaint")
        self.assertEqual(new, served())
        self.assertEqual(200, ask(self.port, "/-/ready")[0])

    def test_bad_file_ends_the_start(self):
        self.serve("tls_server_config: {cert_file: none.pem, key_file: key.pem}\n", wait=False)
        self.assertEqual(1, self.exporter.wait())
        self.assertIn("none.pem: cannot be read", self.exporter.output())

    def test_client_certificate_is_needed_and_makes_a_user(self):
        make_certificate(self.folder, "ca.pem", "client.key")
        client = (self.folder / "ca.pem", self.folder / "client.key")
        self.serve(TLS.replace("}\n", ", client_ca_file: ca.pem,"
                               " client_auth_type: RequireAndVerifyClientCert}\n"), client=client)
        self.assertEqual(0, ask(self.port, "/-/ready")[0])
        path = f"/api/v1/probe?target=127.0.0.1&port={self.open_port}"
        self.assertEqual(200, ask(self.port, path, client=client)[0])
        make_certificate(self.folder, "other.pem", "other.key")
        other = (self.folder / "other.pem", self.folder / "other.key")
        self.assertEqual(0, ask(self.port, "/-/ready", client=other)[0])


@harness.need("openssl")
class ProbeApiTest(Secured):

    def probe(self, target, port, more="", token=TOKEN):
        return ask(self.port, f"/api/v1/probe?target={target}&port={port}{more}",
                   f"Bearer {token}" if token else None)

    def test_the_answer_is_that_of_the_command(self):
        self.serve(TLS + USERS, authorization=basic("alice", "alice123"))
        status, body = self.probe("127.0.0.1", self.open_port)
        self.assertEqual(200, status, body)
        mine = json.loads(body)
        theirs = json.loads(run("probe", f"127.0.0.1:{self.open_port}", "--output",
                                "json").stdout)
        self.assertEqual(list(theirs), list(mine))
        measured = ("rtt_seconds", "duration_seconds")
        self.assertEqual({k: v for k, v in theirs.items() if k not in measured},
                         {k: v for k, v in mine.items() if k not in measured})
        closed = harness.free_port()
        answer = json.loads(self.probe("127.0.0.1", closed, "&module=nowhere&else=tcp&trace=1")[1])
        self.assertEqual(("refused", "rst", "tcp"),
                         (answer["state"], answer["reason"], answer["module"]))
        self.assertEqual(1, answer["trace"]["answered_at"])

    def test_nobody_is_refused_and_so_is_the_inside(self):
        self.serve(TLS, more=", ports: [1-65534]")
        for token in (None, "fedcba9876543210fedcba9876543210"):
            self.assertEqual(401, self.probe("127.0.0.1", self.open_port, token=token)[0])
        for target in ("10.0.0.1", "169.254.169.254", "192.168.1.1", "100.64.0.1", "::1",
                       "::ffff:10.0.0.1"):
            status, sentence = self.probe(target, 80)
            self.assertEqual(403, status, (target, sentence))
            self.assertIn("not", sentence)
        self.assertEqual(403, self.probe("127.0.0.1", 65535)[0])
        for target, port in (("", 80), ("127.0.0.1:80", 80), ("127.0.0.1", 0),
                             ("127.0.0.1", "x"), ("127.0.0.1", "80&module=none")):
            self.assertEqual(400, self.probe(target, port)[0], (target, port))

    def test_callers_have_a_rate(self):
        self.serve(TLS, rate=2)
        # More than the rate allows even if the loop of this test takes half a minute.
        answers = [self.probe("127.0.0.1", self.open_port)[0] for _ in range(6)]
        self.assertEqual([200, 200], answers[:2])
        self.assertIn(429, answers)
        self.assertEqual(200, ask(self.port, "/-/ready")[0])


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
        return run("preflight", "game", "--via", name, f"--config.file={config}")

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
        listener(self, self.web)
        name = re.search(r'name: "?([^",]+)', vantages)[1]
        got = run("diagnose", "game", "--via", name, f"--config.file={config}", "--output", "json")
        web = next(c for c in json.loads(got.stdout)["checks"] if c["check"] == "web")
        seen = [s for s in web["sightings"] if s["vantage"] == name]
        self.assertEqual(1, len(seen), web)
        self.assertEqual("syn_ack", seen[0]["reason"])


harness.main()
