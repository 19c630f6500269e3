"""What the end-to-end suites share: processes, conditions with a deadline, one line a case."""
import http.client
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request

from ports import LOOPBACK, free_port

ROOT = pathlib.Path(__file__).resolve().parents[2]
EXPORTER = os.environ.get("REACH_EXPORTER",
                          str(ROOT / "build" / "dev" / "exporter" / "reach_exporter"))
# How long a condition may take on a machine that is busy with something else. Never a measure.
PATIENCE = 60.0


def wait_for(condition, what: str, seconds: float = PATIENCE):
    """The first true value of condition(); fails the case when there is none in time."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise AssertionError(f"not within {seconds:.0f} s: {what}")
        time.sleep(0.05)


def get(url: str, headers=None, timeout: float = 10.0, method: str = "GET"):
    """(status, headers, body); status 0 and the error as body when nobody answers."""
    request = urllib.request.Request(url, headers=headers or {}, method=method)
    # No proxy of the environment between us and loopback.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(request, timeout=timeout) as reply:
            return reply.status, reply.headers, reply.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()
    except (OSError, http.client.HTTPException) as error:
        return 0, {}, repr(error).encode()


def scrape(url: str) -> str:
    """The exposition of the exporter at this address."""
    status, _, body = get(f"{url}/metrics")
    if status != 200:
        raise AssertionError(f"{url}/metrics: status {status} {body[:200]!r}")
    return body.decode()


class Process:
    """A program that runs beside the test, with its output in a file."""

    def __init__(self, argv, log: pathlib.Path, user=None):
        self.argv, self.log = [str(word) for word in argv], log
        with open(log, "ab") as output:
            self._process = subprocess.Popen(self.argv, stdin=subprocess.DEVNULL, stdout=output,
                                             stderr=subprocess.STDOUT, user=user)
        self.pid = self._process.pid

    def running(self) -> bool:
        return self._process.poll() is None

    def output(self) -> str:
        return self.log.read_text(errors="replace")

    def signal(self, number):
        self._process.send_signal(number)

    def wait(self, seconds: float = PATIENCE) -> int:
        return self._process.wait(seconds)

    def kill(self):
        """As a crash ends it: no goodbye."""
        self._process.kill()
        self._process.wait()

    def stop(self):
        if not self.running():
            return
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()


class Case(unittest.TestCase):
    """A case with a folder of its own, whose processes end with it."""

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="reach-e2e-"))
        self.folder.chmod(0o755)
        self._processes = []
        self.addCleanup(self._end)

    def _end(self):
        for process in reversed(self._processes):
            process.stop()
        result = self._outcome.result  # unittest's own: it notes a failure before the cleanup
        if any(test is self for test, _ in result.failures + result.errors):
            for log in sorted(self.folder.glob("*.log")):
                print(f"--- the end of {log.name}")
                print("\n".join(log.read_text(errors="replace").splitlines()[-25:]))
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self, name: str, argv, user=None) -> Process:
        process = Process(argv, self.folder / f"{name}.log", user)
        self._processes.append(process)
        return process

    def write(self, name: str, text: str) -> pathlib.Path:
        path = self.folder / name
        path.write_text(text)
        return path

    def start_exporter(self, config: str, *arguments):
        """The exporter with this configuration, once it answers: (process, its address)."""
        port = free_port()
        exporter = self.start("exporter", [
            EXPORTER, f"--config.file={self.write('reach.yml', config)}",
            f"--web.listen-address={LOOPBACK}:{port}", *arguments])
        url = f"http://{LOOPBACK}:{port}"
        self.wait_until_up(exporter, f"{url}/-/ready")
        return exporter, url

    def wait_until_up(self, process: Process, url: str):
        def up():
            self.assertTrue(process.running(), f"ended at once: {process.output()[-2000:]}")
            return get(url)[0] == 200
        wait_for(up, f"{process.argv[0]} answers at {url}")


class LineResult(unittest.TestResult):
    """The lines that tests/run.sh counts."""

    def _name(self, test) -> str:
        return f"{type(test).__name__}.{getattr(test, '_testMethodName', test)}"

    def _line(self, word, test, why=""):
        print(f"{word} {self._name(test)}{': ' if why else ''}{why}", flush=True)

    def addSuccess(self, test):
        self._line("PASS", test)

    def addSkip(self, test, reason):
        self._line("SKIP", test, reason)

    def addFailure(self, test, err):
        super().addFailure(test, err)
        self._line("FAIL", test, " ".join(str(err[1]).split())[:600])

    def addError(self, test, err):
        super().addError(test, err)
        self._line("FAIL", test, f"{err[0].__name__}: {' '.join(str(err[1]).split())[:600]}")


def need(*programs):
    """Skips a class of cases when one of these is not installed."""
    missing = [program for program in programs if not shutil.which(program)]
    return unittest.skipIf(missing, f"not installed: {', '.join(missing)}")


def main():
    """Runs the cases of the calling script, or those that its arguments name."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # ends the processes on the way out
    loader = unittest.defaultTestLoader
    suite = loader.loadTestsFromNames(sys.argv[1:], sys.modules["__main__"]) if sys.argv[1:] \
        else loader.loadTestsFromModule(sys.modules["__main__"])
    result = suite.run(LineResult())
    for _, trace in result.failures + result.errors:
        print(trace)
    sys.exit(0 if result.wasSuccessful() else 1)
