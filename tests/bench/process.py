"""Programs under measurement: started, read from /proc, stopped."""
import os
import pathlib
import subprocess
import tempfile
import time

TICK = os.sysconf("SC_CLK_TCK")
KIB = 1024


class Process:
    """A child process. What it prints goes to a file that is removed with it."""

    def __init__(self, *command: str):
        self._log = tempfile.TemporaryFile()
        self._child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=self._log,
                                       stderr=self._log)
        self._proc = pathlib.Path("/proc", str(self._child.pid))

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self) -> None:
        self._child.terminate()
        try:
            self._child.wait(10)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()

    def ask_to_end(self) -> str:
        """Closes its input, waits until it has ended, gives what it printed."""
        self._child.stdin.close()
        self._child.wait(30)
        return self.output()

    def output(self) -> str:
        self._log.seek(0)
        return self._log.read().decode(errors="replace")

    def cpu_ms(self) -> float:
        """User and system time so far."""
        fields = (self._proc / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) * 1000 / TICK

    def resident(self) -> int:
        """Bytes."""
        return self._status("VmRSS")

    def most_resident(self) -> int:
        """Bytes, since the start or the last forget_most_resident()."""
        return self._status("VmHWM")

    def forget_most_resident(self) -> None:
        (self._proc / "clear_refs").write_text("5")

    def _status(self, key: str) -> int:
        for line in (self._proc / "status").read_text().splitlines():
            if line.startswith(key + ":"):
                return int(line.split()[1]) * KIB
        raise KeyError(key)

    def wait_until(self, condition, limit: float = 60.0) -> None:
        """Asks until the condition holds; fails when the process ends or the time is over."""
        end = time.monotonic() + limit
        while not condition():
            if self._child.poll() is not None or time.monotonic() > end:
                raise RuntimeError(f"{self._child.args[0]}: {self.output()[-2000:]}")
            time.sleep(0.02)
