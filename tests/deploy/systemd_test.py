#!/usr/bin/env python3
"""The systemd units: as hardened as they say, and the words between systemd and the exporter."""
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import harness  # noqa: E402  (its folder has to be known first)

UNITS = ROOT / "deploy" / "systemd"
ONE, TEMPLATE = "reach_exporter.service", "reach_exporter@.service"
SHARD = "reach_exporter-shard@.service"
CONFIG = "targets: [{name: here, host: 127.0.0.1, checks: [{module: tcp, port: 1}]}]\n"


def settings(unit: str, section: str):
    """The lines of a section, without comments and blank ones."""
    text = (UNITS / unit).read_text().split(f"[{section}]\n")[1]
    return [line for line in re.split(r"^\[", text, flags=re.M)[0].splitlines()
            if line and not line.startswith("#")]


class UnitTest(harness.Case):

    def installed(self, *drop_ins) -> pathlib.Path:
        """A root with the units, and what systemd wants to find beside them."""
        folder = self.folder / "etc" / "systemd" / "system"
        folder.mkdir(parents=True)
        for unit in (ONE, TEMPLATE, SHARD):
            shutil.copy(UNITS / unit, folder)
            for drop_in in drop_ins:
                (folder / f"{unit}.d").mkdir()
                shutil.copy(UNITS / drop_in, folder / f"{unit}.d")
        for program in ("usr/bin/reach_exporter", "bin/sh"):
            path = self.folder / program
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("#!/bin/sh\n")
            path.chmod(0o755)
        return self.folder

    def exposure(self, unit: str, *drop_ins) -> float:
        run = subprocess.run(["systemd-analyze", "security", "--no-pager", "--offline=true",
                              f"--root={self.installed(*drop_ins)}", unit],
                             capture_output=True, text=True)
        self.assertEqual(0, run.returncode, run.stderr)
        return float(re.search(r"exposure level for \S+: ([0-9.]+)", run.stdout)[1])

    @harness.need("systemd-analyze")
    def test_the_service_is_exposed_less_than_2(self):
        self.assertLess(self.exposure(ONE), 2.0)

    @harness.need("systemd-analyze")
    def test_the_template_is_exposed_less_than_2(self):
        self.assertLess(self.exposure("reach_exporter@second.service"), 2.0)

    @harness.need("systemd-analyze")
    def test_a_shard_is_exposed_less_than_2(self):
        self.assertLess(self.exposure("reach_exporter-shard@1.service"), 2.0)

    @harness.need("systemd-analyze")
    def test_also_with_the_capability_to_ping(self):
        self.assertLess(self.exposure(ONE, "ping.conf"), 2.0)

    @harness.need("systemd-analyze")
    def test_systemd_understands_every_line(self):
        run = subprocess.run(["systemd-analyze", "verify", "--man=no", "--recursive-errors=no",
                              f"--root={self.installed('ping.conf')}", ONE,
                              "reach_exporter@second.service", "reach_exporter-shard@1.service"],
                             capture_output=True, text=True)
        ours = [line for line in run.stderr.splitlines() if "reach_exporter" in line]
        self.assertEqual([], ours)

    def test_the_template_differs_in_nothing_but_its_names(self):
        one = [line.replace("/reach.yml", "/%i.yml")
                   .replace("=-/etc/default/reach_exporter", "=/etc/default/reach_exporter-%i")
                   .replace("StateDirectory=reach_exporter", "StateDirectory=reach_exporter-%i")
               for line in settings(ONE, "Service")]
        self.assertEqual(one, settings(TEMPLATE, "Service"))

    def test_a_shard_differs_in_nothing_but_its_number(self):
        one = [line.replace("=-/etc/default/reach_exporter", "=/etc/default/reach_exporter-shards")
                   .replace("StateDirectory=reach_exporter", "StateDirectory=reach_exporter-shard-%i")
                   .replace("$ARGS", "--shard.index=%i --web.listen-address=:1084%i $ARGS")
               for line in settings(ONE, "Service")]
        self.assertEqual(one, settings(SHARD, "Service"))

    def test_the_command_line_of_a_shard_is_accepted_and_has_its_part(self):
        config = self.write("reach.yml", CONFIG)
        line = next(line for line in settings(SHARD, "Service") if line.startswith("ExecStart="))
        for name, value in {"ExecStart=/usr/bin/reach_exporter": harness.EXPORTER, "%i": "2",
                            "/etc/reach_exporter/reach.yml": str(config), "$ARGS": "--shard.total=3",
                            "${STATE_DIRECTORY}": str(self.folder)}.items():
            line = line.replace(name, value)
        run = subprocess.run([*line.split(), "--config.check"], capture_output=True, text=True)
        self.assertEqual((0, ""), (run.returncode, run.stderr))
        self.assertIn("on shard 2", run.stdout)


class Manager:
    """systemd's end of the notify socket."""

    def __init__(self, path: pathlib.Path):
        self.path, self.said = str(path), []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.path)
        self._socket.settimeout(harness.PATIENCE)

    def next(self, *, but: str = "WATCHDOG=1") -> str:
        while True:
            word = self._socket.recv(4096).decode()
            if word != but:
                return word

    def close(self):
        self._socket.close()


class NotifyTest(harness.Case):

    def setUp(self):
        super().setUp()
        self.manager = Manager(self.folder / "notify")
        self.addCleanup(self.manager.close)

    def start_service(self, watchdog_usec: int = 0):
        """The command line of the unit, with its paths in the folder of the case."""
        config = self.write("reach.yml", CONFIG)
        line = next(line for line in settings(ONE, "Service") if line.startswith("ExecStart="))
        line = line.removeprefix("ExecStart=").replace("/etc/reach_exporter/reach.yml", str(config))
        words = line.replace("/usr/bin/reach_exporter", harness.EXPORTER) \
            .replace("${STATE_DIRECTORY}", str(self.folder / "state")) \
            .replace("$ARGS", f"--web.listen-address={harness.LOOPBACK}:0").split()
        (self.folder / "state").mkdir()
        environment = [f"NOTIFY_SOCKET={self.manager.path}"]
        if watchdog_usec:
            environment.append(f"WATCHDOG_USEC={watchdog_usec}")
        return self.start("exporter", ["env", *environment, *words])

    def test_ready_is_said_and_then_stopping(self):
        exporter = self.start_service()
        self.assertEqual("READY=1\nSTATUS=probing", self.manager.next())
        exporter.signal(signal.SIGTERM)
        self.assertIn("STOPPING=1", self.manager.next().splitlines())
        self.assertEqual(0, exporter.wait())

    def test_a_reload_begins_with_its_time_and_ends_with_ready(self):
        exporter = self.start_service()
        self.manager.next()
        before = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        exporter.signal(signal.SIGHUP)
        match = re.fullmatch(r"RELOADING=1\nMONOTONIC_USEC=(\d+)", self.manager.next())
        self.assertTrue(match)
        after = time.clock_gettime_ns(time.CLOCK_MONOTONIC) // 1000
        self.assertTrue(before <= int(match[1]) <= after, (before, match[1], after))
        self.assertEqual("READY=1\nSTATUS=probing", self.manager.next())

    def test_a_refused_file_is_named_in_the_status(self):
        exporter = self.start_service()
        self.manager.next()
        self.write("reach.yml", "targets: 7\n")
        exporter.signal(signal.SIGHUP)
        self.assertIn("RELOADING=1", self.manager.next())
        self.assertRegex(self.manager.next(), r"^READY=1\nSTATUS=configuration refused, .*reach.yml:1")

    def test_the_watchdog_is_fed_again_and_again(self):
        self.start_service(watchdog_usec=200_000)
        self.manager.next()
        for _ in range(3):
            self.assertEqual("WATCHDOG=1", self.manager.next(but=""))

    def test_without_systemd_nothing_is_different(self):
        self.assertNotIn("NOTIFY_SOCKET", os.environ)
        exporter, _ = self.start_exporter(CONFIG)
        self.assertNotIn("service manager", exporter.output())


harness.main()
