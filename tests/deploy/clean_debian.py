"""A Debian 12 with nothing but its base system, for what has to be installed to be believed."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

MIRROR = os.environ.get("REACH_DEBIAN_MIRROR", "http://deb.debian.org/debian")
# What debootstrap makes is kept here and copied: it takes minutes.
KEPT = pathlib.Path(os.environ.get("REACH_CLEAN_ROOT") or
                    pathlib.Path(__file__).resolve().parents[2] / "build" / "clean-debian")
SOURCES = (f"deb {MIRROR} bookworm main\ndeb {MIRROR} bookworm-updates main\n"
           f"deb {MIRROR}-security bookworm-security main\n")


def missing():
    """Why there can be none here; empty when there can."""
    if os.geteuid() != 0:
        return "needs root"
    if not KEPT.exists() and not shutil.which("debootstrap"):
        return "not installed: debootstrap"
    return ""


class Unavailable(Exception):
    """debootstrap could not do its work: no network, as a rule."""


def debootstrap():
    part = KEPT.with_suffix(".part")
    subprocess.run(["rm", "-rf", "--one-file-system", part], check=True)
    part.parent.mkdir(parents=True, exist_ok=True)
    run = subprocess.run(["debootstrap", "--variant=minbase", "bookworm", part, MIRROR],
                         capture_output=True, text=True)
    if run.returncode:
        raise Unavailable((run.stdout + run.stderr).strip().splitlines()[-1])
    part.rename(KEPT)


class CleanDebian:

    def __init__(self):
        if not KEPT.exists():
            debootstrap()
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="reach-root-", dir="/var/tmp"))
        subprocess.run(["cp", "-a", f"{KEPT}/.", self.path], check=True)
        (self.path / "etc/apt/sources.list").write_text(SOURCES)
        policy = self.path / "usr/sbin/policy-rc.d"
        policy.write_text("#!/bin/sh\nexit 101\n")
        policy.chmod(0o755)

    def inside(self, network: bool, *command):
        """The argv that runs a command there: own processes and mounts, and the machine's network
        or one with loopback only."""
        script = 'mount -t proc proc "$0/proc"; ip link set lo up; exec chroot "$0" "$@"'
        flags = [] if network else ["--net"]
        return ["unshare", "--mount", "--pid", "--fork", "--kill-child", *flags, "sh", "-ec", script,
                str(self.path), *map(str, command)]

    def run(self, *command, network: bool = False):
        return subprocess.run(
            self.inside(network, *command), capture_output=True, text=True, stdin=subprocess.DEVNULL,
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive",
                 "LC_ALL": "C.UTF-8", "HOME": "/root"})

    def remove(self):
        subprocess.run(["rm", "-rf", "--one-file-system", self.path], check=True)


def make(case: unittest.TestCase) -> CleanDebian:
    """One that ends with the case; skips the case where there can be none."""
    try:
        debian = CleanDebian()
    except Unavailable as problem:
        case.skipTest(f"debootstrap: {problem}")
    case.addCleanup(debian.remove)
    return debian
