#!/usr/bin/env python3
"""A stand-in for a Rust server with all of its ports, that can be made to misbehave: the game's
(UDP, silent), the query's (UDP, A2S), RCON (TCP, WebSocket) and Rust+ (TCP). Prints "ready" when it
has bound what it shall bind."""
import argparse
import os
import pathlib
import selectors
import socket
import struct
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parents[2] / "e2e"))
import rust_server
import webrcon

RESET_ON_CLOSE = struct.pack("ii", 1, 0)


def parse():
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", default="0.0.0.0", help="[::] serves IPv4 too")
    parser.add_argument("--only6", action="store_true", help="[::] does not serve IPv4")
    for name in ("game", "query", "rcon", "companion"):
        parser.add_argument(f"--{name}", type=int, help="its port; closed unless given")
    parser.add_argument("--version", type=int, default=2633)
    parser.add_argument("--password", default="right", help="of RCON")
    parser.add_argument("--deaf", action="store_true", help="binds, and never reads")
    parser.add_argument("--full", action="store_true", help="Rust+ accepts none, room for one")
    parser.add_argument("--after-accept", choices=("hold", "close", "reset", "forward"),
                        default="hold", help="what Rust+ does; forward: to a port that is closed")
    parser.add_argument("--reply", default="", help="what the query port says instead of A2S")
    return parser.parse_args()


class GameServer:
    def __init__(self, settings):
        self._settings = settings
        self._wait = selectors.DefaultSelector()
        self._challenge = os.urandom(4)
        self._sockets = []
        if settings.game:
            self._udp(settings.game, lambda socket: socket.recv(65535))  # read, never answered
        if settings.query:
            self._udp(settings.query, self._answer_query)
        if settings.rcon:
            self._tcp(settings.rcon, 512,
                      lambda made: self._hold(made, webrcon.Session(settings.password)))
        if settings.companion:
            self._tcp(settings.companion, 0 if settings.full else 512, self._companion)

    def run(self):
        print("ready", flush=True)
        while True:
            for key, _ in self._wait.select():
                try:
                    key.data()
                except OSError:
                    pass

    def _bound(self, kind, port: int) -> socket.socket:
        family = socket.AF_INET6 if ":" in self._settings.address else socket.AF_INET
        made = socket.socket(family, kind)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, self._settings.only6)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind((self._settings.address, port))
        self._sockets.append(made)
        return made

    def _udp(self, port: int, act):
        made = self._bound(socket.SOCK_DGRAM, port)
        if not self._settings.deaf:
            self._wait.register(made, selectors.EVENT_READ, lambda: act(made))

    def _tcp(self, port: int, backlog: int, act):
        made = self._bound(socket.SOCK_STREAM, port)
        made.listen(backlog)
        if not self._settings.full and not self._settings.deaf:
            self._wait.register(made, selectors.EVENT_READ, lambda: act(made.accept()[0]))

    def _answer_query(self, query: socket.socket):
        if not self._settings.reply:
            return rust_server.answer_query(query, self._settings.game or 0, self._challenge,
                                            self._settings.version)
        _, peer = query.recvfrom(65535)
        query.sendto(self._settings.reply.encode(), peer)

    def _companion(self, made: socket.socket):
        then = self._settings.after_accept
        if then == "hold":
            return self._hold(made, lambda made, data: made.sendall(data))
        if then == "reset":
            made.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
        if then == "forward":  # as docker-proxy does: take the client first, then ask behind
            with socket.socket() as behind:
                behind.settimeout(1)
                behind.connect_ex(("127.0.0.1", self._settings.companion + 1))
        made.close()

    def _hold(self, made: socket.socket, act):
        """Keeps the connection until its peer ends it; `act` sees what it says."""
        def read():
            data = b""
            try:
                data = made.recv(4096)
                if data:
                    act(made, data)
            finally:
                if not data:
                    self._wait.unregister(made)
                    made.close()
        self._wait.register(made, selectors.EVENT_READ, read)


def main():
    pathlib.Path("/proc/self/comm").write_text("RustDedicated")
    GameServer(parse()).run()


main()
