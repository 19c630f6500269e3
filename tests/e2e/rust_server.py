#!/usr/bin/env python3
"""A stand-in for a Rust server: a game port that is silent, a query port that speaks A2S with a
challenge and Rust's tags, an RCON port that accepts. Prints "ready" when all of them are bound."""
import argparse
import os
import selectors
import socket
import struct

INFO = b"\xff\xff\xff\xffTSource Engine Query\0"
APP_ID = 252490


def info_reply(game_port: int, version: int = 2633) -> bytes:
    """A2S_INFO as Rust sends it: the one-byte counts are less than what the tags say."""
    tags = b"mp300,cp271,ptrak,qp4,v%d,born1790427613,gmrust,cs165217,ts8,^o" % version
    return b"".join([
        b"\xff\xff\xff\xffI\x11", b"Stand-in of a Rust server\0", b"Procedural Map\0", b"rust\0",
        b"Rust\0", struct.pack("<H", 0), bytes([271 & 255, 300 & 255, 0]), b"dl\0\x01",
        b"%d\0" % version, b"\xb1", struct.pack("<H", game_port),
        struct.pack("<Q", 90071992547409920), tags, b"\0", struct.pack("<Q", APP_ID)])


def answer_query(query: socket.socket, game_port: int, challenge: bytes, version: int = 2633):
    request, peer = query.recvfrom(65535)
    if request == INFO + challenge:
        query.sendto(info_reply(game_port, version), peer)
    elif request.startswith(INFO):
        query.sendto(b"\xff\xff\xff\xffA" + challenge, peer)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--game", type=int, required=True)
    parser.add_argument("--query", type=int, required=True)
    parser.add_argument("--rcon", type=int, help="closed unless given")
    ports = parser.parse_args()

    challenge = os.urandom(4)
    wait = selectors.DefaultSelector()
    game = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    game.bind((ports.address, ports.game))
    wait.register(game, selectors.EVENT_READ, lambda: game.recv(65535))  # read, never answered
    query = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    query.bind((ports.address, ports.query))
    wait.register(query, selectors.EVENT_READ, lambda: answer_query(query, ports.game, challenge))
    if ports.rcon:
        rcon = socket.create_server((ports.address, ports.rcon), backlog=16)
        wait.register(rcon, selectors.EVENT_READ, lambda: accept(rcon, wait))
    print("ready", flush=True)
    while True:
        for key, _ in wait.select():
            key.data()


def accept(rcon: socket.socket, wait: selectors.BaseSelector):
    connection, _ = rcon.accept()
    connection.setblocking(False)

    def hold():  # a WebSocket server waits for a header; it hangs up when the peer does
        try:
            if connection.recv(4096):
                return
        except OSError:
            pass
        wait.unregister(connection)
        connection.close()
    wait.register(connection, selectors.EVENT_READ, hold)


if __name__ == "__main__":
    main()
