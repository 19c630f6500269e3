#!/usr/bin/env python3
"""Bytes that are not UTF-8, from every side that a stranger may write to: one of them in the
exposition would cost Prometheus the whole scrape."""
import http.server
import json
import signal
import socket
import threading

import exposition
import harness

BAD = b"\xff\xfe\xc3(\xed\xa0\x80\xf5\x80\x80\x80\xc0\xaf\x00\x1b[31m\r\n\x7f\xc2\x85"
LISTS = """
global: {{interval: 1s, timeout: 500ms, confirm: 0}}
control: {{lan: off}}
target_files:
- {{files: [list.json], refresh: 1s, defaults: {{module: tcp, port: 9}}}}
- {{http_sd: {{url: "{url}", refresh: 1s}}, defaults: {{module: tcp, port: 9}}}}
"""
GAUGE = "reach_exporter_target_file_last_load_successful"


class GameServer:
    """Answers A2S INFO with bad bytes in every string, and a TCP client with a bad banner."""

    def __init__(self, case: harness.Case):
        self._udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._udp.bind((harness.LOOPBACK, 0))
        self._tcp = socket.create_server((harness.LOOPBACK, 0))
        self.query, self.banner = self._udp.getsockname()[1], self._tcp.getsockname()[1]
        for serve, peer in ((self._answer, self._udp), (self._greet, self._tcp)):
            threading.Thread(target=serve, daemon=True).start()
            case.addCleanup(peer.close)

    def _answer(self):
        text = BAD.replace(b"\0", b"") + b"\0"
        strings = text + text + b"rust\0" + text
        info = (b"\xff\xff\xff\xffI\x11" + strings + bytes(2) + b"\x01\x02\x00dl\x00\x01" + text +
                b"\x20" + text)
        while True:
            _, peer = self._udp.recvfrom(4096)
            self._udp.sendto(info, peer)

    def _greet(self):
        while True:
            client, _ = self._tcp.accept()
            client.sendall(BAD + b"\n")
            client.close()


class RawListServer(http.server.ThreadingHTTPServer):
    """Answers with the bytes of `body`."""

    def __init__(self, case: harness.Case):
        self.body = b"[]"
        super().__init__((harness.LOOPBACK, 0), self.Handler)
        threading.Thread(target=self.serve_forever, daemon=True).start()
        case.addCleanup(self.server_close)
        case.addCleanup(self.shutdown)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(self.server.body)))
            self.end_headers()
            self.wfile.write(self.server.body)

        def log_message(self, *_):
            pass


@harness.need("promtool")
class BadBytesTest(harness.Case):

    def assert_clean(self, process, url: str):
        """What the exporter says, wherever it says it, is UTF-8 without control characters."""
        _, _, metrics = harness.get(f"{url}/metrics")
        pages = {"metrics": metrics, "log": process.log.read_bytes(),
                 "page": harness.get(f"{url}/")[2], "sd": harness.get(f"{url}/sd")[2]}
        for name, page in pages.items():
            control = [c for c in page.decode() if (ord(c) < 32 and c != "\n") or
                       0x7f <= ord(c) < 0xa0]
            self.assertEqual([], control, name)
        self.assertEqual((0, ""), exposition.promtool("check", "metrics", text=metrics.decode()))

    def test_from_a_game_server_and_a_banner(self):
        game = GameServer(self)
        process, url = self.start_exporter(f"""
global: {{interval: 1s, timeout: 500ms, confirm: 0}}
modules: {{greeting: {{prober: tcp, tcp: {{query_response: [{{expect: "^hello"}}]}}}}}}
targets:
- name: game
  host: 127.0.0.1
  checks:
  - {{name: query, module: a2s, port: {game.query}}}
  - {{name: banner, module: greeting, port: {game.banner}}}
""")
        info, = harness.wait_for(lambda: [
            sample for sample in exposition.parse(harness.scrape(url))
            if sample.name == "reach_game_info"], "the facts of the game server")
        self.assertIn("\ufffd", info.labels["map"])
        harness.wait_for(lambda: exposition.find(
            exposition.parse(harness.scrape(url)), "reach_port_state", check="banner",
            state="open") == [1.0], "the banner")
        self.assert_clean(process, url)

    def test_from_lists_of_targets(self):
        server = RawListServer(self)
        good = json.dumps([{"targets": ["127.0.0.1"], "labels": {"name": "x\u0001\ud83c\udfae"}}])
        self.write("list.json", good)
        server.body = good.replace("127.0.0.1", "127.0.0.2").encode()
        process, url = self.start_exporter(LISTS.format(
            url=f"http://{harness.LOOPBACK}:{server.server_address[1]}/sd"))

        def loaded():
            return exposition.find(exposition.parse(harness.scrape(url)), GAUGE)
        harness.wait_for(lambda: loaded() == [1.0, 1.0], "the good lists")
        names = {sample.labels["name"] for sample in exposition.parse(harness.scrape(url))
                 if sample.name == "reach_probes_total"}
        self.assertEqual({"x \U0001f3ae"}, names, "a control character becomes a space")
        bad = b'[{"targets": ["127.0.0.3"], "labels": {"name": "' + BAD + b'"}}]'
        (self.folder / "list.json").write_bytes(bad)
        server.body = bad
        harness.wait_for(lambda: loaded() == [0.0, 0.0], "the bad lists are refused")
        self.assert_clean(process, url)
        # What JSON can say and UTF-8 cannot: half of a surrogate pair.
        half = '[{"targets": ["127.0.0.4", "\\udc00"], "labels": {"name": "x\\ud800"}}]'
        self.write("list.json", half)
        server.body = half.encode()
        harness.wait_for(lambda: "127.0.0.4" in harness.scrape(url) or "surrogate" in
                         process.output() or process.output().count("refused") >= 4,
                         "the lists with half a character are read or refused")
        self.assert_clean(process, url)

    def test_in_the_configuration_and_in_what_is_remembered(self):
        config = "storage: {path: memory}\ntargets:\n- {name: NAME, host: 127.0.0.1, " \
                 "checks: [{module: tcp, port: 9}]}\n"
        process, url = self.start_exporter(config)
        (self.folder / "reach.yml").write_bytes(config.encode().replace(b"NAME", BAD))
        process.signal(signal.SIGHUP)
        harness.wait_for(lambda: "configuration refused" in process.output(), "the refusal")
        self.assert_clean(process, url)
        self.assertEqual(["NAME"], [sample.labels["target"] for sample in exposition.parse(
            harness.scrape(url)) if sample.name == "reach_probes_total"])
        process.signal(signal.SIGTERM)
        self.assertEqual(0, process.wait())
        for path in (self.folder / "memory").iterdir():
            path.write_bytes(path.read_bytes().replace(b"NAME", BAD) + BAD)
        process, url = self.start_exporter(config)
        self.assert_clean(process, url)

    def test_in_requests(self):
        process, url = self.start_exporter("targets: []\n")
        port = int(url.rsplit(":", 1)[1])
        for line in (b"GET /" + BAD.replace(b"\r\n", b""), b"GET /metrics?" + b"\xff\xfe",
                     b"GET /%ff%fe", b"\xff\xfe /metrics", b"POST /-/reload/\xc3("):
            with socket.create_connection((harness.LOOPBACK, port), 10) as client:
                client.sendall(line + b" HTTP/1.1\r\nHost: \xff\r\nAccept: \xfe\xff\r\n"
                               b"X-Bad: \xc3(\r\nConnection: close\r\n\r\n")
                answer = b"".join(iter(lambda: client.recv(65536), b""))
            self.assertRegex(answer, rb"\AHTTP/1\.[01] (200|400|404|405) ", line)
            answer.decode()
        self.assert_clean(process, url)


harness.main()
