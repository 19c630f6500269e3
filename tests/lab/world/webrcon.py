"""One connection to a stand-in for Rust's remote console over WebSocket (RFC 6455): the path of the
request is the password, and a command gets a reply with its id."""
import base64
import hashlib
import json
import socket
import urllib.parse

APPENDED = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # 1.3
TEXT, CLOSE = 0x81, 0x88                            # 5.2: with FIN
NORMAL_CLOSURE = b"\x03\xe8"                        # 7.4.1
CONSOLE_LINE = json.dumps({"Message": "Saved 1,234 ents", "Identifier": 0, "Type": "Generic",
                           "Stacktrace": ""})


def frame(first: int, payload: bytes) -> bytes:
    assert len(payload) < 65536
    size = bytes([len(payload)]) if len(payload) < 126 else b"\x7e" + len(payload).to_bytes(2, "big")
    return bytes([first]) + size + payload


class Session:
    """Call it with each piece of data that came."""

    def __init__(self, password: str):
        self._path, self._buffer, self._open = "/" + password, b"", False

    def __call__(self, made: socket.socket, data: bytes):
        self._buffer += data
        if not self._open and b"\r\n\r\n" in self._buffer:
            self._upgrade(made)
        while self._open and (message := self._message()) is not None:
            self._answer(made, *message)

    def _upgrade(self, made: socket.socket):
        """A wrong password is hung up on, after the upgrade."""
        head, self._buffer = self._buffer.split(b"\r\n\r\n", 1)
        if not head.startswith(b"GET /") or b"Sec-WebSocket-Key: " not in head:
            return
        key = head.split(b"Sec-WebSocket-Key: ", 1)[1].split(b"\r\n", 1)[0]
        accept = base64.b64encode(hashlib.sha1(key + APPENDED).digest())
        made.sendall(b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                     b"Connection: Upgrade\r\nSec-WebSocket-Accept: " + accept + b"\r\n\r\n")
        self._open = urllib.parse.unquote(head.split(b" ")[1].decode()) == self._path
        if not self._open:
            made.sendall(frame(CLOSE, NORMAL_CLOSURE))
            made.shutdown(socket.SHUT_WR)

    def _message(self):
        """(first byte, payload) of the next frame, which a client masks; None while it is cut."""
        buffer = self._buffer
        short = buffer[1] & 0x7f if len(buffer) > 1 else 0
        start = 8 if short == 126 else 6
        size = int.from_bytes(buffer[2:4], "big") if short == 126 else short
        if len(buffer) < start + size:
            return None
        mask, payload = buffer[start - 4:start], buffer[start:start + size]
        self._buffer = buffer[start + size:]
        return buffer[0], bytes(byte ^ mask[i % 4] for i, byte in enumerate(payload))

    def _answer(self, made: socket.socket, first: int, payload: bytes):
        if first == CLOSE:
            made.sendall(frame(CLOSE, payload[:2]))
            made.shutdown(socket.SHUT_WR)
        elif first == TEXT:
            made.sendall(frame(TEXT, CONSOLE_LINE.encode()))
            reply = {"Message": json.dumps({"Players": 3}), "Type": "Generic", "Stacktrace": "",
                     "Identifier": json.loads(payload)["Identifier"]}
            made.sendall(frame(TEXT, json.dumps(reply).encode()))
