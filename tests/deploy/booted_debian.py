"""A clean Debian whose PID 1 is systemd, in namespaces of its own: what a unit says is done there."""
import os
import pathlib
import subprocess

import clean_debian
import harness

PACKAGES = ["systemd", "systemd-sysv", "dbus"]
CGROUPS = [pathlib.Path(path) for path in ("/sys/fs/cgroup/unified", "/sys/fs/cgroup")]
# Own mounts, processes, names, cgroups, and a network with loopback only. $0 is the root.
SCRIPT = """
mount --bind "$0" "$0"
ip link set lo up
cd "$0"
mount -t proc proc proc
mount -t sysfs -o ro sysfs sys
mount -t cgroup2 cgroup2 sys/fs/cgroup
mount -t tmpfs -o mode=755 tmpfs dev
for name in null zero full random urandom tty; do touch dev/$name; mount --bind /dev/$name dev/$name; done
mkdir dev/pts dev/shm
mount -t devpts -o newinstance,ptmxmode=0666 devpts dev/pts
ln -s pts/ptmx dev/ptmx
touch dev/console
mount -t tmpfs -o mode=755 tmpfs run
mkdir -p old
pivot_root . old
exec chroot . sh -c "umount -l /old; exec env -i container=lxc PATH=/usr/sbin:/usr/bin:/sbin:/bin \
/lib/systemd/systemd --log-target=journal --show-status=false"
"""


def missing():
    """Why there can be none here; empty when there can."""
    if not any((path / "cgroup.procs").exists() for path in CGROUPS):
        return "no cgroup2 is mounted"
    return clean_debian.missing()


class BootedDebian:
    """Boots `debian`, which has PACKAGES; `case` ends it."""

    def __init__(self, case: harness.Case, debian: clean_debian.CleanDebian):
        (debian.path / "usr/sbin/policy-rc.d").unlink()
        parent = next(path for path in CGROUPS if (path / "cgroup.procs").exists())
        group = parent / f"reach-test-{os.getpid()}"
        group.mkdir()
        case.addCleanup(self._remove, group)
        self._runner = case.start("systemd", [
            "sh", "-c", f'echo $$ >{group}/cgroup.procs && exec "$@"', "sh", "unshare", "--mount",
            "--pid", "--net", "--uts", "--ipc", "--cgroup", "--fork", "--kill-child",
            "--propagation", "private", "sh", "-ec", SCRIPT, str(debian.path)])
        case.addCleanup(self._runner.kill)  # unshare takes no SIGTERM while its child lives
        self.pid = harness.wait_for(self._systemd, "systemd is PID 1")
        harness.wait_for(lambda: "running" in self.run("systemctl", "is-system-running").stdout
                         or "degraded" in self.run("systemctl", "is-system-running").stdout,
                         "the system is up")

    def _systemd(self):
        children = pathlib.Path(f"/proc/{self._runner.pid}/task/{self._runner.pid}/children")
        for pid in children.read_text().split() if children.exists() else []:
            if pathlib.Path(f"/proc/{pid}/comm").read_text().strip() == "systemd":
                return int(pid)
        return None

    @staticmethod
    def _remove(group: pathlib.Path):
        def gone():
            for folder in sorted(group.rglob("*"), reverse=True):
                if folder.is_dir():
                    folder.rmdir()
            group.rmdir()
            return True

        def tried():
            try:
                return gone()
            except OSError:  # its processes are ending
                return False
        harness.wait_for(tried, "the cgroup is empty")

    def run(self, *command):
        return subprocess.run(
            ["nsenter", "-t", str(self.pid), "-m", "-p", "-n", "-u", "-i", "-C", "-r", "-w", "env", "-i",
             "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", *command],
            capture_output=True, text=True, stdin=subprocess.DEVNULL)

    def shown(self, name: str, unit: str) -> str:
        """A property of a unit."""
        return self.run("systemctl", "show", "-P", name, unit).stdout.strip()
