"""Network namespaces by name, as `ip netns` keeps them: entered, commanded and set up."""
import contextlib
import ctypes
import fcntl
import os
import pathlib
import socket
import struct
import subprocess

CLONE_NEWNET = 0x40000000
SIOCETHTOOL = 0x8946                     # linux/sockios.h
SET_CHECKSUMS, SET_GRO = 0x17, 0x2C      # ETHTOOL_STXCSUM and _SGRO of linux/ethtool.h
FAMILIES = (4, 6) if os.path.exists("/proc/sys/net/ipv6") else (4,)
# Limits lifted: in the lab every ICMP error is sent, else silence would say nothing.
SYSCTLS = {
    "net/ipv4/ip_forward": "1", "net/ipv6/conf/all/forwarding": "1",
    "net/ipv4/conf/all/send_redirects": "0", "net/ipv4/conf/default/send_redirects": "0",
    "net/ipv4/conf/all/rp_filter": "0", "net/ipv4/conf/default/rp_filter": "0",
    "net/ipv6/conf/default/addr_gen_mode": "1", "net/ipv6/conf/default/accept_dad": "0",
    "net/ipv4/icmp_ratelimit": "0", "net/ipv4/icmp_msgs_per_sec": "100000",
    "net/ipv4/icmp_msgs_burst": "100000", "net/ipv6/icmp/ratelimit": "0",
    # A bridge is a switch: no firewall rules on its way.
    "net/bridge/bridge-nf-call-iptables": "0", "net/bridge/bridge-nf-call-ip6tables": "0",
}
_libc = ctypes.CDLL(None, use_errno=True)


@contextlib.contextmanager
def inside(name: str):
    """This thread is in the namespace `name`: sockets made here stay in it."""
    with of_file(f"/run/netns/{name}"):
        yield


@contextlib.contextmanager
def of_file(path: str):
    """The same for the namespace that a file stands for, such as /proc/PID/ns/net."""
    with open("/proc/thread-self/ns/net") as here, open(path) as there:
        _set_namespace(there)
        try:
            yield
        finally:
            _set_namespace(here)


def _set_namespace(file):
    if _libc.setns(file.fileno(), CLONE_NEWNET) != 0:
        raise OSError(ctypes.get_errno(), "setns")


def command(name: str, *arguments) -> list[str]:
    """The command line that runs `arguments` in the namespace `name`."""
    return ["ip", "netns", "exec", name, *map(str, arguments)]


def run(*arguments, text: str = "") -> str:
    """What the program prints; raises with its complaint when it fails."""
    done = subprocess.run(list(map(str, arguments)), input=text, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, arguments))}: {done.stderr.strip()}")
    return done.stdout


def ip(options: list[str], batch: str):
    """Runs the lines of `batch` by `ip`, without those for IPv6 where the kernel has none."""
    lines = [line for line in batch.splitlines() if 6 in FAMILIES or ":" not in line]
    run("ip", *options, "-batch", "-", text="\n".join(lines) + "\n")


def nft(name: str, text: str):
    run(*command(name, "nft", "-f", "-"), text=text)


def set_sysctls(forwards: bool):
    """In the namespace of this thread."""
    for key, value in SYSCTLS.items():
        path = pathlib.Path("/proc/sys") / key
        # Older kernels have some limits once for the machine, and show them only there.
        if path.exists() and (forwards or "forward" not in key):
            path.write_text(value)


def deliver_in_a_thread(name: str, link: str):
    """Answers come later than the sender's system call, as on a real network: threaded NAPI,
    which veth has only with GRO. Without it the lab still works."""
    switch(name, link, SET_GRO, True)
    subprocess.run(command(name, "sh", "-c", f"echo 1 >/sys/class/net/{link}/threaded"),
                   capture_output=True)


def switch(name: str, link: str, what: int, on: bool):
    """An ethtool setting of the link, if the driver has it."""
    value = ctypes.create_string_buffer(struct.pack("II", what, on))
    request = struct.pack("16sP16x", link.encode(), ctypes.addressof(value))
    with inside(name), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        with contextlib.suppress(OSError):
            fcntl.ioctl(any_socket, SIOCETHTOOL, request)
