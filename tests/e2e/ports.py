"""Ports for servers that are started by number, and ports that stay closed."""
import pathlib
import random
import socket

LOOPBACK = "127.0.0.1"
# Below what the kernel gives who asks for any port (ip-sysctl, ip_local_port_range): there a port
# that is closed now may be somebody's own the next moment.
GIVEN = pathlib.Path("/proc/sys/net/ipv4/ip_local_port_range")
HOW_MANY = 4000
_ours = []


def free_port(kind=socket.SOCK_STREAM) -> int:
    """A port that nobody has, and that no other suite is given as long as this process runs."""
    end = int(GIVEN.read_text().split()[0])
    while True:
        port = random.randrange(end - HOW_MANY, end)
        if _is_free(port, kind) and _take(port):
            return port


def _is_free(port: int, kind) -> bool:
    with socket.socket(socket.AF_INET, kind) as probe:
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def _take(port: int) -> bool:
    """By a name that the kernel forgets with the process (unix(7), abstract)."""
    mark = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    try:
        mark.bind(f"\0reach_exporter test port {port}")
    except OSError:
        mark.close()
        return False
    _ours.append(mark)
    return True
