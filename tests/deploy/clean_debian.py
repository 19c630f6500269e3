"""A Debian 12 with nothing but its base system, for what has to be installed to be believed."""
import os
import pathlib
import shutil
import subprocess
import tempfile
import unittest

MIRROR = os.environ.get("REACH_DEBIAN_MIRROR", "http://deb.debian.org/debian")
# A root that debootstrap made before: it is copied.
READY = os.environ.get("REACH_CLEAN_ROOT", "")
SOURCES = (f"deb {MIRROR} bookworm main\ndeb {MIRROR} bookworm-updates main\n"
           f"deb {MIRROR}-security bookworm-security main\n")


def missing():
    """Why there can be none here; empty when there can."""
    if os.geteuid() != 0:
        return "needs root"
    if not READY and not shutil.which("debootstrap"):
        return "not installed: debootstrap"
    return ""


class Unavailable(Exception):
    """debootstrap could not do its work: no network, as a rule."""


class CleanDebian:

    def __init__(self):
        self.path = pathlib.Path(tempfile.mkdtemp(prefix="reach-root-", dir="/var/tmp"))
        if READY:
            subprocess.run(["cp", "-a", f"{READY}/.", self.path], check=True)
        else:
            run = subprocess.run(["debootstrap", "--variant=minbase", "bookworm", self.path, MIRROR],
                                 capture_output=True, text=True)
            if run.returncode:
                self.remove()
                raise Unavailable((run.stdout + run.stderr).strip().splitlines()[-1])
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
