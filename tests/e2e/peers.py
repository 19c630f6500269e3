"""The game servers that are watched, and who is told: processes and a webhook receiver."""
import contextlib
import http.server
import json
import os
import pathlib
import socket
import sys
import threading

import harness

HERE = pathlib.Path(__file__).resolve().parent


class Mumble:
    """Debian's mumble-server: voice on TCP and UDP of one port."""

    def __init__(self, case: harness.Case):
        self._case = case
        self.port = harness.free_port()
        # It refuses to run as root, and needs a folder of its own.
        self._user = "nobody" if os.geteuid() == 0 else None
        home = case.folder / "mumble"
        home.mkdir()
        home.chmod(0o777)
        # autobanAttempts: it would ban a prober that connects every second.
        self._ini = case.write("mumble.ini", "\n".join([
            f"host={harness.LOOPBACK}", f"port={self.port}", f"database={home}/mumble.sqlite",
            "dbus=", "ice=", "logfile=", "pidfile=", "bonjour=false", "registerName=",
            "autobanAttempts=0", "autobanTimeframe=0", ""]))

    def start(self):
        self.process = self._case.start("mumble", ["murmurd", "-ini", self._ini, "-fg"], self._user)
        harness.wait_for(lambda: accepts(self.port), "mumble-server accepts connections")


class RustServer:
    """The stand-in of rust_server.py."""

    def __init__(self, case: harness.Case, rcon_open: bool = True,
                 address: str = harness.LOOPBACK):
        self._case, self._address = case, address
        self.game = harness.free_port(socket.SOCK_DGRAM)
        self.query = harness.free_port(socket.SOCK_DGRAM)
        if rcon_open:
            self.rcon = harness.free_port()
        else:  # bound but not listening: nobody else gets the port, and it refuses
            self._closed = socket.socket()
            self._closed.bind((harness.LOOPBACK, 0))
            case.addCleanup(self._closed.close)
            self.rcon = self._closed.getsockname()[1]
        self._rcon_open, self._starts = rcon_open, 0

    def profile(self, name: str) -> str:
        """An entry of `profiles:`: the shipped `rust` with our ports, probed every second."""
        return f"""
  {name}:
    extends: rust
    checks:
      game: {{port: {self.game}}}
      query: {{port: {self.query}}}
      rcon: {{port: {self.rcon}, interval: 1s}}
"""

    def start(self):
        rcon = ["--rcon", self.rcon] if self._rcon_open else []
        self._starts += 1
        self.process = self._case.start(f"rust-{self.game}-{self._starts}", [
            sys.executable, HERE / "rust_server.py", "--address", self._address,
            "--game", self.game, "--query", self.query, *rcon])
        harness.wait_for(lambda: "ready" in self.process.output(), "the Rust stand-in is ready")


def accepts(port: int) -> bool:
    try:
        socket.create_connection((harness.LOOPBACK, port), timeout=2).close()
        return True
    except OSError:
        return False


def silent_port(case: harness.Case) -> int:
    """A TCP port that answers nothing: its accept queue is full, so the kernel drops each SYN."""
    listener = socket.socket()
    listener.bind((harness.LOOPBACK, 0))
    listener.listen(0)
    case.addCleanup(listener.close)
    for _ in range(4):
        filler = socket.socket()
        filler.setblocking(False)
        filler.connect_ex(listener.getsockname())
        case.addCleanup(filler.close)
    return listener.getsockname()[1]


def accept_all(listener: socket.socket):
    """Takes each connection, and keeps it until the client closes it."""
    def keep(connection):
        with connection, contextlib.suppress(OSError):  # reset
            while connection.recv(4096):
                pass

    def serve():
        with contextlib.suppress(OSError):  # closed
            while True:
                connection, _ = listener.accept()
                threading.Thread(target=keep, args=[connection], daemon=True).start()
    threading.Thread(target=serve, daemon=True).start()


class Webhook:
    """Receives what Alertmanager sends."""

    def __init__(self, case: harness.Case):
        self._messages, self._lock = [], threading.Lock()
        webhook = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                self.send_response(webhook.take(body))
                self.end_headers()

            def log_message(self, *_):
                pass

        server = http.server.ThreadingHTTPServer((harness.LOOPBACK, 0), Handler)
        self.url = f"http://{harness.LOOPBACK}:{server.server_address[1]}/alerts"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        case.addCleanup(lambda: (server.shutdown(), server.server_close()))

    def take(self, message: dict) -> int:
        """Keeps what was sent; the HTTP status to answer with."""
        with self._lock:
            self._messages.append(message)
        return 200

    def alerts(self, status: str, **labels):
        """The alerts of this status ("firing", "resolved") that bear these labels."""
        received = [alert for message in self.messages() for alert in message["alerts"]]
        return [alert for alert in received if alert["status"] == status and
                all(alert["labels"].get(name) == value for name, value in labels.items())]

    def groups(self):
        """What the alerts of each message have in common, by the routes of Alertmanager."""
        return [message["groupLabels"] for message in self.messages()]

    def messages(self):
        """All that came, as Alertmanager sends it."""
        with self._lock:
            return list(self._messages)
