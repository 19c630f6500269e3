"""The far ends: sockets of the server that listen, accept, hang up, stay silent or answer A2S."""
import socket
import struct
import threading

from network import SOCKET_FAMILY

A2S_INFO = b"\xff\xff\xff\xffTSource Engine Query\0"
CHALLENGE = b"\x0a\x0b\x0c\x0d"
RESET_ON_CLOSE = struct.pack("ii", 1, 0)


def tcp_listener(family: int, address: str, port: int, backlog: int = 1024) -> socket.socket:
    """Completes handshakes by itself, up to `backlog` + 1 connections that nobody accepts."""
    listener = socket.socket(SOCKET_FAMILY[family], socket.SOCK_STREAM)
    listener.bind((address, port))
    listener.listen(backlog)
    return listener


def udp_socket(family: int, address: str, port: int) -> socket.socket:
    """Takes datagrams and answers none."""
    silent = socket.socket(SOCKET_FAMILY[family], socket.SOCK_DGRAM)
    silent.bind((address, port))
    return silent


def hang_up(listener: socket.socket, reset: bool):
    """Accepts each connection and ends it at once, by FIN or by RST."""
    def serve():
        while True:
            connection, _ = listener.accept()
            if reset:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
            connection.close()
    threading.Thread(target=serve, daemon=True).start()


def answer(peer: socket.socket, reply):
    """Sends back what `reply` makes of each datagram."""
    def serve():
        while True:
            data, sender = peer.recvfrom(2048)
            peer.sendto(reply(data), sender)
    threading.Thread(target=serve, daemon=True).start()


def a2s_info(query: bytes) -> bytes:
    """A Source server: a challenge first, then the description."""
    if query != A2S_INFO + CHALLENGE:
        return b"\xff\xff\xff\xffA" + CHALLENGE
    texts = b"".join(text + b"\0" for text in (b"Lab", b"Procedural Map", b"rust", b"Rust"))
    return (b"\xff\xff\xff\xffI\x11" + texts + struct.pack("<HBBBcc??", 0, 3, 50, 0, b"d", b"l",
                                                             False, True) + b"2570\0\0")


def garbage(_: bytes) -> bytes:
    return b"no game here"
