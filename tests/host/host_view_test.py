#!/usr/bin/env python3
"""What /metrics says of listeners on the exporter's own host, in a network namespace whose
addresses come and go. The exporter has no privilege at all. Needs no root.

Prints "PASS name", "FAIL name: why" or "SKIP name: why" for each case; ends with 1 on a FAIL.
"""
import os
import pathlib
import shutil
import socket
import subprocess
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))  # harness

import exposition
import harness

INSIDE = "REACH_HOST_VIEW_INSIDE"
# A chroot forbids user namespaces; root does without.
WAYS = (["unshare", "-Urn"], ["unshare", "-n"])
UNPRIVILEGED = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"]
ADDRESS, ADDRESS6 = "192.0.2.5", "2001:db8::5"
GAME, RCON, WEB = 28015, 28016, 8080
CONFIG = f"""
global: {{interval: 1s, timeout: 900ms}}
host_view: {{for: [rust]}}
targets:
- name: rust
  host: rust.invalid
  checks:
  - {{name: game, module: udp, port: {GAME}}}
  - {{name: rcon, module: tcp, port: {RCON}}}
- {{name: web, host: {ADDRESS}, checks: [{{name: web, module: tcp, port: {WEB}}}]}}
- {{name: away, host: 192.0.2.77, checks: [{{name: web, module: tcp, port: {WEB}}}]}}
"""


def ip(*words: str):
    subprocess.run(["ip", *words], check=True)


def bind(kind, address: str, port: int) -> socket.socket:
    server = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, kind)
    if kind == socket.SOCK_STREAM:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    server.bind((address, port))
    if kind == socket.SOCK_STREAM:
        server.listen(3)
    return server


class HostViewTest(harness.Case):

    def setUp(self):
        super().setUp()
        ip("addr", "add", f"{ADDRESS}/32", "dev", "lo")
        ip("addr", "add", f"{ADDRESS6}/128", "dev", "lo", "nodad")
        self.addCleanup(lambda: ip("addr", "flush", "dev", "lo", "scope", "global"))

    def start_view(self) -> str:
        port = harness.free_port()
        exporter = self.start("exporter", [
            *UNPRIVILEGED, harness.EXPORTER, f"--config.file={self.write('reach.yml', CONFIG)}",
            f"--web.listen-address={harness.LOOPBACK}:{port}"])
        url = f"http://{harness.LOOPBACK}:{port}"
        self.wait_until_up(exporter, f"{url}/-/ready")
        return url

    def scopes(self, url: str, target: str, check: str) -> list[str]:
        return [sample.labels["scope"] for sample in exposition.parse(harness.scrape(url))
                if sample.name == "reach_listener" and sample.labels["target"] == target and
                sample.labels["check"] == check]

    def expect(self, url: str, target: str, check: str, scopes: list[str]):
        harness.wait_for(lambda: self.scopes(url, target, check) == scopes,
                         f"{target}/{check} is {scopes}")

    def test_address_that_the_host_has_lost(self):
        with bind(socket.SOCK_STREAM, ADDRESS, RCON), bind(socket.SOCK_DGRAM, ADDRESS6, GAME):
            url = self.start_view()
            self.expect(url, "rust", "rcon", ["address"])
            self.expect(url, "rust", "game", ["address"])
            ip("addr", "del", f"{ADDRESS}/32", "dev", "lo")
            ip("addr", "del", f"{ADDRESS6}/128", "dev", "lo")
            self.expect(url, "rust", "rcon", ["lost"])
            self.expect(url, "rust", "game", ["lost"])

    def test_server_that_comes_and_goes(self):
        url = self.start_view()
        self.expect(url, "rust", "rcon", ["none"])
        with bind(socket.SOCK_STREAM, "127.0.0.1", RCON), bind(socket.SOCK_STREAM, ADDRESS, RCON):
            self.expect(url, "rust", "rcon", ["loopback", "address"])
        self.expect(url, "rust", "rcon", ["none"])

    def test_target_at_an_address_that_comes_is_taken_up(self):
        ip("addr", "del", f"{ADDRESS}/32", "dev", "lo")
        url = self.start_view()
        self.expect(url, "rust", "rcon", ["none"])
        self.assertEqual([], self.scopes(url, "web", "web"))
        ip("addr", "add", f"{ADDRESS}/32", "dev", "lo")
        self.expect(url, "web", "web", ["none"])
        self.assertEqual([], self.scopes(url, "away", "web"))

    def test_backlog_that_is_full(self):
        with bind(socket.SOCK_STREAM, "0.0.0.0", RCON):
            clients = [socket.create_connection(("127.0.0.1", RCON)) for _ in range(4)]
            url = self.start_view()
            self.expect(url, "rust", "rcon", ["wildcard4"])
            samples = exposition.parse(harness.scrape(url))
            self.assertEqual([3], exposition.find(samples, "reach_listener_backlog_limit"))
            self.assertLessEqual([4], exposition.find(samples, "reach_listener_backlog"))
            for client in clients:
                client.close()


def enter() -> str:
    """Runs this program again in a new namespace; returns inside with "", else what is missing."""
    if os.environ.get(INSIDE):
        ip("link", "set", "lo", "up")
        return ""
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    missing = [tool for tool in ("unshare", "ip", "setpriv") if not shutil.which(tool)]
    if missing:
        return "not installed: " + ", ".join(missing)
    said = ""
    for way in WAYS:
        trial = subprocess.run([*way, "ip", "link", "set", "lo", "up"], capture_output=True,
                               text=True)
        if trial.returncode == 0:
            os.environ[INSIDE] = "1"
            sys.stdout.flush()
            os.execvp(way[0], [*way, sys.executable, *sys.argv])
        said = " ".join(trial.stderr.split())
    return f"no network namespace: {said}"


problem = enter()
if problem:
    print(f"SKIP HostViewTest: {problem}")
    sys.exit(0)
harness.main()
