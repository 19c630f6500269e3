"""Private namespaces for this process: what it builds in them ends with it, and needs no root."""
import ctypes
import os
import shutil
import signal
import subprocess
import sys

MARK = "REACH_LAB_INSIDE"
TOOLS = ("unshare", "ip", "nft")
# A chroot forbids user namespaces; root does without.
WAYS = ("-Urnm", "-nm")
PR_SET_PDEATHSIG = 1  # linux/prctl.h
# Rejecting needs kernel modules that a small kernel may lack.
TRIAL = """
set -e
mount -t tmpfs tmpfs /run
ip netns add trial
ip link add trial0 type veth
ip netns exec trial nft 'add table inet t; add chain inet t c { type filter hook input priority 0; }
                         add rule inet t c tcp dport 9 reject with tcp reset'
"""


def enter() -> str:
    """Runs this program again inside; returns inside with "", or outside with what is missing."""
    if os.environ.get(MARK):
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
        return ""
    flags, missing = find_way()
    if missing:
        return missing
    sys.stdout.flush()
    os.execvp("unshare", contained(flags, sys.argv))


def find_way() -> tuple[str, str]:
    """The flags of unshare that work here, or what is missing."""
    if "/usr/sbin" not in os.environ["PATH"].split(":"):
        os.environ["PATH"] += ":/usr/sbin:/sbin"
    missing = [tool for tool in TOOLS if not shutil.which(tool)]
    if missing:
        return "", "not installed: " + ", ".join(missing)
    for flags in WAYS:
        trial = subprocess.run(["unshare", flags, "sh", "-c", TRIAL], capture_output=True,
                               text=True)
        if trial.returncode == 0:
            return flags, ""
    return "", "namespaces or nftables are not available: " + " ".join(trial.stderr.split())


def contained(flags: str, argv) -> list[str]:
    """The command line that runs the Python program `argv` inside, with process ids of its own:
    when its first process ends, in whatever way, the kernel ends all that it started."""
    return ["unshare", flags + "pf", "--kill-child", "--mount-proc", "env", MARK + "=1",
            sys.executable, *map(str, argv)]


def die_with_parent():
    """For Popen(preexec_fn=): the child does not outlive the process that started it."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
