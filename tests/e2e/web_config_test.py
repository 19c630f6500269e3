#!/usr/bin/env python3
"""The web side with TLS, users and client certificates, and the probe API behind it."""
import json
import ssl

import harness
import secured


@harness.need("openssl")
class WebConfigTest(secured.Secured):

    def test_users_are_asked_for_everywhere_and_served_over_tls(self):
        self.serve(secured.TLS + secured.USERS, authorization=secured.basic("alice", "alice123"))
        for path in ("/metrics", "/", "/-/healthy", "/nowhere", "/api/v1/probe"):
            self.assertEqual(401, secured.ask(self.port, path)[0], path)
        wrong = secured.basic("alice", "wrong")
        self.assertEqual(401, secured.ask(self.port, "/metrics", wrong)[0])
        status, text = secured.ask(self.port, "/metrics", secured.basic("alice", "alice123"))
        self.assertEqual(200, status)
        self.assertIn("reach_exporter_build_info", text)
        self.assertEqual(0, harness.get(f"http://{harness.LOOPBACK}:{self.port}/metrics")[0])

    def test_new_certificate_is_served_and_a_bad_one_is_not(self):
        self.serve(secured.TLS)

        def served():
            return ssl.get_server_certificate((harness.LOOPBACK, self.port))
        first = served()
        secured.make_certificate(self.folder, "new.pem", "new.key")
        (self.folder / "new.key").rename(self.folder / "key.pem")
        (self.folder / "new.pem").rename(self.folder / "cert.pem")
        new = harness.wait_for(lambda: (now := served()) != first and now, "the new certificate")
        self.write("cert.pem", "no certificate")
        harness.wait_for(lambda: served() and "the old one is kept" in self.exporter.output(),
                         "the complaint")
        self.assertEqual(new, served())
        self.assertEqual(200, secured.ask(self.port, "/-/ready")[0])

    def test_bad_file_ends_the_start(self):
        self.serve("tls_server_config: {cert_file: none.pem, key_file: key.pem}\n", wait=False)
        self.assertEqual(1, self.exporter.wait())
        self.assertIn("none.pem: cannot be read", self.exporter.output())

    def test_client_certificate_is_needed_and_makes_a_user(self):
        secured.make_certificate(self.folder, "ca.pem", "client.key")
        client = (self.folder / "ca.pem", self.folder / "client.key")
        self.serve(secured.TLS.replace("}\n", ", client_ca_file: ca.pem,"
                               " client_auth_type: RequireAndVerifyClientCert}\n"), client=client)
        self.assertEqual(0, secured.ask(self.port, "/-/ready")[0])
        path = f"/api/v1/probe?target=127.0.0.1&port={self.open_port}"
        self.assertEqual(200, secured.ask(self.port, path, client=client)[0])
        secured.make_certificate(self.folder, "other.pem", "other.key")
        other = (self.folder / "other.pem", self.folder / "other.key")
        self.assertEqual(0, secured.ask(self.port, "/-/ready", client=other)[0])


@harness.need("openssl")
class ProbeApiTest(secured.Secured):

    def probe(self, target, port, more="", token=secured.TOKEN):
        return secured.ask(self.port, f"/api/v1/probe?target={target}&port={port}{more}",
                   f"Bearer {token}" if token else None)

    def test_the_answer_is_that_of_the_command(self):
        self.serve(secured.TLS + secured.USERS, authorization=secured.basic("alice", "alice123"))
        status, body = self.probe("127.0.0.1", self.open_port)
        self.assertEqual(200, status, body)
        mine = json.loads(body)
        theirs = json.loads(secured.run("probe", f"127.0.0.1:{self.open_port}", "--output",
                                "json").stdout)
        self.assertEqual("127.0.0.1", mine.pop("source"))
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
        self.serve(secured.TLS, more=", ports: [1-65534]")
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

    def test_a_count_makes_several_attempts_within_its_bounds(self):
        self.serve(secured.TLS)
        answer = json.loads(self.probe("127.0.0.1", self.open_port, "&count=12")[1])
        self.assertEqual((8, 8, 0, 0), tuple(answer[key] for key in (
            "attempts", "answered", "lost", "syn_retransmits")))
        closed = json.loads(self.probe("127.0.0.1", harness.free_port(), "&count=12")[1])
        self.assertEqual((3, 3, 0), (closed["attempts"], closed["answered"], closed["lost"]))
        self.assertEqual(2, json.loads(self.probe("127.0.0.1", self.open_port,
                                                  "&count=2")[1])["attempts"])
        for count in ("0", "13", "-1", "x", "", "99999999999"):
            self.assertEqual(400, self.probe("127.0.0.1", self.open_port, f"&count={count}")[0],
                             count)

    def test_callers_have_a_rate(self):
        self.serve(secured.TLS, rate=2)
        # More than the rate allows even if the loop of this test takes half a minute.
        answers = [self.probe("127.0.0.1", self.open_port)[0] for _ in range(6)]
        self.assertEqual([200, 200], answers[:2])
        self.assertIn(429, answers)
        self.assertEqual(200, secured.ask(self.port, "/-/ready")[0])


harness.main()
