"""Just enough DNS (RFC 1035) to ask a proof's question, and to answer "who am I"."""
import ipaddress
import socket
import struct

A, TXT, AAAA = 1, 16, 28
RECURSE = 0x0100
CODES = {0: "ok", 2: "servfail", 3: "nxdomain", 5: "refused"}


def question(name: str, kind: int, flags: int = RECURSE) -> bytes:
    labels = b"".join(bytes([len(part)]) + part.encode() for part in name.split("."))
    return struct.pack("!6H", 0x4C4C, flags, 1, 0, 0, 0) + labels + b"\0" + \
        struct.pack("!HH", kind, 1)


def ask(node, server: str, name: str, kind: int = A, recurse: bool = True,
        seconds: float = 4.0) -> tuple[str, list[str], int]:
    """(code, addresses, TTL) as the server says; the code is "timeout" or "closed" when it does
    not say anything."""
    with node.inside():
        made = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    with made:
        made.settimeout(seconds)
        made.connect((server, 53))
        try:
            made.send(question(name, kind, RECURSE if recurse else 0))
            reply = made.recv(2048)
        except TimeoutError:
            return "timeout", [], 0
        except OSError:
            return "closed", [], 0
    code, addresses, ttl = reply[3] & 15, [], 0
    at = skip_name(reply, 12) + 4
    for _ in range(struct.unpack("!H", reply[6:8])[0]):
        at = skip_name(reply, at)
        found, _, ttl, size = struct.unpack("!HHIH", reply[at:at + 10])
        if found == kind:
            addresses.append(str(ipaddress.ip_address(reply[at + 10:at + 10 + size])))
        at += 10 + size
    return CODES.get(code, str(code)), addresses, ttl


def skip_name(message: bytes, at: int) -> int:
    while message[at]:
        if message[at] >= 0xC0:  # a pointer ends the name
            return at + 2
        at += 1 + message[at]
    return at + 1


def answer(query: bytes, address: str) -> bytes:
    """The address as A, AAAA or TXT, as the question wants it; nothing for another family."""
    end = skip_name(query, 12) + 4
    kind = struct.unpack("!H", query[end - 4:end - 2])[0]
    value = ipaddress.ip_address(address)
    data = b""
    if kind == TXT:
        data = bytes([len(address)]) + address.encode()
    elif kind == (A if value.version == 4 else AAAA):
        data = value.packed
    head = query[:2] + struct.pack("!5H", 0x8400, 1, 1 if data else 0, 0, 0) + query[12:end]
    klass = query[end - 2:end]
    return head + (b"\xc0\x0c" + struct.pack("!H", kind) + klass + struct.pack("!IH", 0, len(data))
                   + data if data else b"")


def failure(query: bytes) -> bytes:
    """SERVFAIL for the question."""
    end = skip_name(query, 12) + 4
    return query[:2] + struct.pack("!5H", 0x8182, 1, 0, 0, 0) + query[12:end]
