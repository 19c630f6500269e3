"""How a proof looks at a port, without the exporter: plain sockets, and a listener on the wire."""
import contextlib
import errno
import socket
import struct
import time

from peers import A2S_INFO
from world import plan

ETH_P_ALL = 3
IP_RECVERR, IPV6_RECVERR, MSG_ERRQUEUE = 11, 25, 0x2000
PATIENCE = 1.5   # seconds for silence; outlasts one lost SYN
LONG = 15.0      # seconds for what must come, however busy the machine is


def socket_at(node, address: str, kind: int, seconds: float) -> socket.socket:
    """A socket of the node, for the address's family, with this timeout."""
    with node.inside():
        made = socket.socket(family_of(address), kind)
    made.settimeout(seconds)
    return made


def tcp(node, address: str, port: int, seconds: float = PATIENCE) -> str:
    """open, refused, timeout, or the errno's name. A lost SYN is tried again within the time."""
    with socket_at(node, address, socket.SOCK_STREAM, seconds) as made:
        try:
            made.connect((address, port))
        except TimeoutError:
            return "timeout"
        except OSError as error:
            return "refused" if error.errno == errno.ECONNREFUSED else errno.errorcode[error.errno]
        return "open"


def tcp_is(wanted: str, node, address: str, port: int) -> bool:
    """Whether tcp() says so. Only silence is waited for in vain."""
    return tcp(node, address, port, PATIENCE if wanted == "timeout" else LONG) == wanted


def after_open(node, address: str, port: int, seconds: float = LONG) -> str:
    """What follows a handshake: closed, reset, timeout (nothing), or what is said."""
    with socket_at(node, address, socket.SOCK_STREAM, seconds) as made:
        try:
            made.connect((address, port))
            return made.recv(200).decode(errors="replace") or "closed"
        except TimeoutError:
            return "timeout"
        except ConnectionResetError:
            return "reset"


class Word(str):
    """What came instead of a reply: timeout, refused, or the errno's name. Holds no bytes."""

    def __contains__(self, wanted) -> bool:
        return False


def udp(node, address: str, port: int, payload: bytes = b"?", seconds: float = 0.7):
    """The reply as bytes, or a Word."""
    with socket_at(node, address, socket.SOCK_DGRAM, seconds) as made:
        if ":" in address:
            made.setsockopt(socket.IPPROTO_IPV6, IPV6_RECVERR, 1)
        else:
            made.setsockopt(socket.IPPROTO_IP, IP_RECVERR, 1)
        try:
            made.connect((address, port))
            made.send(payload)
            return made.recv(2048)
        except TimeoutError:
            return Word("timeout")
        except OSError as error:
            return Word("refused" if error.errno == errno.ECONNREFUSED
                        else errno.errorcode[error.errno])


def a2s(node, address: str, port: int = 28017, seconds: float = 0.7):
    """The server's description (A2S_INFO) as bytes; as a Word what came instead of it."""
    reply = udp(node, address, port, A2S_INFO, seconds)
    if isinstance(reply, bytes) and reply[4:5] == b"A":
        reply = udp(node, address, port, A2S_INFO + reply[5:9], seconds)
    return reply


def a2s_is(wanted: str, node, address: str, port: int = 28017) -> bool:
    """Whether this Word comes instead of a description. Only silence is waited for in vain."""
    return a2s(node, address, port, PATIENCE if wanted == "timeout" else LONG) == wanted


def game_answers(node, address: str, port: int = 28017) -> bool:
    return b"Rust" in a2s(node, address, port, LONG)


def rcon(node, address: str, password: str, port: int = 28016) -> str:
    """What WebRCON does with the password: kept, or closed after the upgrade."""
    with node.inside():
        made = socket.create_connection((address, port), timeout=PATIENCE)
    with made:
        made.sendall(f"GET /{password} HTTP/1.1\r\nHost: game\r\nUpgrade: websocket\r\n"
                     "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode())
        made.settimeout(0.3)
        heard = b""
        with contextlib.suppress(TimeoutError):
            while data := made.recv(1024):
                heard += data
            return "closed"
        return "kept" if b" 101 " in heard else "silent"


def begin(node, address: str, port: int) -> socket.socket:
    """A connection on its way, or made; the caller holds it."""
    made = socket_at(node, address, socket.SOCK_STREAM, 0.2)
    with contextlib.suppress(OSError):
        made.connect((address, port))
    return made


def icmp_error(node, address: str, port: int, transport: str = "tcp", ttl: int = 64,
               seconds: float = LONG):
    """(type, code, sender) of the ICMP error that a connect or a datagram brings; None without."""
    kind = socket.SOCK_STREAM if transport == "tcp" else socket.SOCK_DGRAM
    with socket_at(node, address, kind, seconds) as made:
        made.setsockopt(socket.IPPROTO_IP, IP_RECVERR, 1)
        made.setsockopt(socket.IPPROTO_IP, socket.IP_TTL, ttl)
        with contextlib.suppress(OSError):
            made.connect((address, port))
            if transport == "udp":
                made.send(A2S_INFO)
                made.recv(2048)
        with contextlib.suppress(BlockingIOError):
            made.settimeout(0)
            _, ancillary, _, _ = made.recvmsg(512, 512, MSG_ERRQUEUE)
            for level, kind, data in ancillary:
                if (level, kind) == (socket.IPPROTO_IP, IP_RECVERR):
                    return data[5], data[6], socket.inet_ntoa(data[20:24])
    return None


def passes(world, port: int, transport: str = "tcp", host_port: int = 0) -> set[str]:
    """Where a packet to the public address from the first vantage gets to: of isp, router, host."""
    with Wire(world.isp, "up") as up, Wire(world.router, "wan") as wan, \
            Wire(world.host, "eth") as eth:
        if transport == "tcp":
            tcp(world.vantage1, plan.WAN, port, 0.3)
        else:
            udp(world.vantage1, plan.WAN, port, A2S_INFO, 0.3)
        seen = {"isp": up.seen(port, 0.1), "router": wan.seen(port, 0.1),
                "host": eth.seen(host_port or port, 0.1)}
    return {name for name, packets in seen.items() if packets}


def family_of(address: str) -> int:
    return socket.AF_INET6 if ":" in address else socket.AF_INET


class Wire:
    """Packets that pass a link of a node, as tcpdump would see them."""

    def __init__(self, node, link: str):
        with node.inside():
            self._socket = socket.socket(socket.AF_PACKET, socket.SOCK_DGRAM,
                                         socket.htons(ETH_P_ALL))
        self._socket.bind((link, ETH_P_ALL))
        self._socket.settimeout(0.05)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def seen(self, port: int, seconds: float = 0.3) -> list[tuple[str, bool]]:
        """(transport, whether it came in) of IPv4 packets from or to the port, until it is quiet
        for the time."""
        found, quiet = [], time.monotonic() + seconds
        while time.monotonic() < quiet:
            with contextlib.suppress(TimeoutError):
                packet, sender = self._socket.recvfrom(2048)
                transport = {6: "tcp", 17: "udp"}.get(packet[9]) if packet[0] >> 4 == 4 else None
                offset = (packet[0] & 15) * 4
                if transport and port in struct.unpack("!HH", packet[offset:offset + 4]):
                    found.append((transport, sender[2] == socket.PACKET_HOST))
                    quiet = time.monotonic() + seconds
        return found
