"""Containers as Docker or a kubelet starts them, made of the programs of this machine.

Real: the command, the mounts, the user, no capability, a root that cannot be written to. Not real:
the image, whose place the /usr of this machine takes, and the runtime.
"""
import os
import pathlib
import shutil
import subprocess
import sys

import harness
import namespaces
import sandbox

INSIDE = "REACH_CONTAINERS_INSIDE"
# $1 is an empty folder for the root, $2 the user, $3 "ro" or "rw", then pairs of a source and where
# it is mounted up to "--", then the command. The links /bin, /lib and so on lead into /usr.
SCRIPT = """
root=$1 user=$2 mode=$3
shift 3
mount -t tmpfs tmpfs "$root"
cp -d /bin /sbin /lib* "$root"
mkdir -p "$root/usr" "$root/proc" "$root/dev" "$root/etc"
mount --rbind /usr "$root/usr"
mount --rbind /proc "$root/proc"
mount --rbind /dev "$root/dev"
echo 127.0.0.1 localhost >"$root/etc/hosts"
while [ "$1" != -- ]; do
  mkdir -p "$(dirname "$root$2")"
  if [ -d "$1" ]; then mkdir -p "$root$2"; else : >"$root$2"; fi
  mount --bind "$1" "$root$2"
  shift 2
done
shift
mount -o "remount,bind,$mode" "$root"
exec chroot "$root" setpriv "--reuid=$user" "--regid=$user" --clear-groups --inh-caps=-all \
  --bounding-set=-all --no-new-privs env -i "$@"
"""


def enter() -> str:
    """Runs this program again in network and mount namespaces of its own, or says why it cannot."""
    if os.environ.get(INSIDE):
        subprocess.run(["mount", "-t", "tmpfs", "tmpfs", "/run"], check=True)
        return ""
    if os.geteuid() != 0:
        return "becoming another user takes root"
    _, missing = sandbox.find_way()
    if missing or not shutil.which("setpriv"):
        return missing or "not installed: setpriv"
    if subprocess.run(["unshare", "-nm", "true"], capture_output=True).returncode != 0:
        return "root may not make namespaces here"
    os.environ[INSIDE] = "1"
    os.execvp("unshare", ["unshare", "-nm", sys.executable, *sys.argv])


def start(case: harness.Case, name: str, command: list, mounts: dict, *, user: int = 65534,
          environment=None, writable: bool = False, network: str = "") -> harness.Process:
    """A container with these mounts {path in it: path here}, in a named network or in this one."""
    root = case.folder / f"root-{name}"
    root.mkdir()
    pairs = [word for target, source in mounts.items() for word in (source, target)]
    variables = [f"{key}={value}" for key, value in (environment or {}).items()]
    argv = ["unshare", "-m", "sh", "-ec", SCRIPT, "sh", root, user, "rw" if writable else "ro",
            *pairs, "--", *variables, *command]
    return case.start(name, namespaces.command(network, *argv) if network else argv)


def volume(case: harness.Case, name: str, user: int) -> pathlib.Path:
    """An empty folder that this user may write to."""
    folder = case.folder / f"volume-{name}"
    folder.mkdir()
    os.chown(folder, user, user)
    return folder
