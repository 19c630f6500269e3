"""One host of the small internet: its namespace, the programs that run there, and its firewall."""
import os
import pathlib
import signal

import harness
import namespaces


class Node:
    """Programs started here end with stop_all(), or with the sandbox."""

    def __init__(self, name: str, folder: pathlib.Path, forwards: bool = False):
        self.name, self._folder, self._processes = name, folder, []
        namespaces.run("ip", "netns", "add", name)
        with self.inside():
            namespaces.set_sysctls(forwards)
        # A router solicits IPv6 neighbours from a link-local address only.
        self.sysctl("ipv6/conf/default/addr_gen_mode", 0)

    def inside(self):
        """This thread is here: sockets made in it stay here."""
        return namespaces.inside(self.name)

    def run(self, *command, text: str = "") -> str:
        return namespaces.run(*namespaces.command(self.name, *command), text=text)

    def ip(self, *words):
        namespaces.run("ip", "-n", self.name, *words)

    def configure(self, batch: str):
        namespaces.ip(["-n", self.name], "link set lo up" + batch)

    def sysctl(self, key: str, value):
        """Sets net.KEY; the key with slashes."""
        with self.inside():
            path = pathlib.Path("/proc/sys/net", key)
            if path.exists():  # a kernel without IPv6 has no settings of it
                path.write_text(str(value))

    def start(self, *command, ready: str = "") -> harness.Process:
        """A program beside; returns when it has printed `ready`."""
        log = self._folder / f"{self.name}-{len(self._processes)}.log"
        process = harness.Process(namespaces.command(self.name, *command), log)
        self._processes.append(process)
        if ready:
            harness.wait_for(lambda: ready in process.output() or not process.running(),
                             f"{command[0]} says {ready!r}")
            if ready not in process.output():
                raise RuntimeError(f"{command}: {process.output()[-500:]}")
        return process

    def freeze(self, process: harness.Process):
        """SIGSTOP, and not before it is asleep is it stopped."""
        process.signal(signal.SIGSTOP)
        harness.wait_for(lambda: state_of(process.pid) == "T", "the process is stopped")

    def filter(self, hook: str, *rules: str):
        """Rules of a fault on the way in (input), out (output) or through (forward); "hit" in them
        is a counter. Replaces the fault's rules that were there."""
        lines = "\n".join(rules).replace(" hit", " counter name hit")
        namespaces.nft(self.name, f"""table inet fault
delete table inet fault
table inet fault {{
  counter hit {{ }}
  chain c {{ type filter hook {hook} priority -10;
    {lines}
  }}
}}
""")

    def hits(self) -> int:
        """Packets that passed the rules' counter."""
        words = self.run("nft", "list", "counter", "inet", "fault", "hit").split()
        return int(words[words.index("packets") + 1])

    def listeners(self) -> str:
        """What ss says of listening and bound sockets."""
        return self.run("ss", "-lntupH")


def state_of(pid: int) -> str:
    """The kernel's letter for what the process does: R, S, T ..."""
    return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]


def path_of(name: str) -> str:
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), name)
