#!/usr/bin/env python3
"""The package under a real systemd: sandboxed as the unit says, ready, reloaded, watched over."""
import pathlib
import shutil
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import booted_debian  # noqa: E402
import clean_debian  # noqa: E402
import harness  # noqa: E402  (its folder has to be known first)
import packed  # noqa: E402

SERVICE, SECOND = "reach_exporter.service", "reach_exporter@second.service"
SECOND_CONFIG = ("targets: [{name: here, host: 127.0.0.1, "
                 "checks: [{module: tcp, port: 10837}, {module: icmp}]}]\n"
                 "global: {interval: 1s, timeout: 900ms}\n")


@harness.need(*packed.PROGRAMS, "ip", "nsenter", "pivot_root")
@unittest.skipIf(booted_debian.missing(), booted_debian.missing())
class BootTest(harness.Case):

    def setUp(self):
        super().setUp()
        self.debian = clean_debian.make(self)
        deb = packed.pack(pathlib.Path(tempfile.mkdtemp(dir=self.folder)), "DEB")
        shutil.copy(deb, self.debian.path / "tmp" / "reach.deb")
        for words in (["update"], ["install", *booted_debian.PACKAGES, "/tmp/reach.deb"]):
            done = self.debian.run("apt-get", "-y", "-q", "--no-install-recommends", *words,
                                   network=True)
            self.assertEqual(0, done.returncode, (done.stdout + done.stderr)[-1500:])
        self.system = booted_debian.BootedDebian(self, self.debian)

    def control(self, *words) -> int:
        return self.system.run("systemctl", *words).returncode

    def write_inside(self, name: str, text: str):
        path = self.debian.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def test_the_service_lives_as_its_unit_says(self):
        with self.subTest("it is ready, as a user of its own, with its state kept"):
            self.assertEqual("active", self.system.shown("ActiveState", SERVICE))
            self.assertEqual("probing", self.system.shown("StatusText", SERVICE))
            pid = self.system.shown("MainPID", SERVICE)
            status = self.system.run("cat", f"/proc/{pid}/status").stdout
            self.assertNotIn("\nUid:\t0\t", status)
            self.assertIn("\nCapEff:\t0000000000000000\n", status)
            self.assertEqual(0, self.system.run("reach_exporter", "probe", "127.0.0.1:10836").returncode)
        with self.subTest("a reload waits for the end, and fails for a wrong file"):
            good = (self.debian.path / "etc/reach_exporter/reach.yml").read_text()
            self.assertEqual(0, self.control("reload", SERVICE))
            self.write_inside("etc/reach_exporter/reach.yml", "targets: 7\n")
            self.assertNotEqual(0, self.control("reload", SERVICE))
            self.assertEqual(pid, self.system.shown("MainPID", SERVICE))
            self.write_inside("etc/reach_exporter/reach.yml", good)
        with self.subTest("a second one beside it, which may ping"):
            self.write_inside("etc/reach_exporter/second.yml", SECOND_CONFIG)
            self.write_inside("etc/default/reach_exporter-second",
                              'ARGS="--web.listen-address=:10837"\n')
            drop_in = (self.debian.path / "usr/share/reach_exporter/systemd/ping.conf").read_text()
            self.write_inside("etc/systemd/system/reach_exporter@.service.d/ping.conf", drop_in)
            self.control("daemon-reload")
            self.assertEqual(0, self.control("start", SECOND))
            ping = ["reach_exporter", "probe", "127.0.0.1:10837"]
            self.assertEqual(0, self.system.run(*ping).returncode)
            harness.wait_for(lambda: "check=icmp" in self.journal(SECOND), "the ping has a result")
            self.assertRegex(self.journal(SECOND), r"check=icmp .*to=open")
        with self.subTest("one that hangs is ended and started again"):
            self.write_inside(f"etc/systemd/system/{SERVICE}.d/watchdog.conf",
                              "[Service]\nWatchdogSec=1s\nRestartSec=0\nTimeoutAbortSec=1s\n")
            self.control("daemon-reload")
            self.control("restart", SERVICE)
            self.system.run("sh", "-c", f"kill -STOP {self.system.shown('MainPID', SERVICE)}")
            harness.wait_for(lambda: self.system.shown("NRestarts", SERVICE) == "1", "a restart")
            harness.wait_for(lambda: "Watchdog timeout" in self.journal(SERVICE),
                             "systemd has written down why")
        with self.subTest("it stops as told"):
            self.assertEqual(0, self.control("stop", SECOND))
            self.assertEqual("success", self.system.shown("Result", SECOND))

    def journal(self, unit: str) -> str:
        return self.system.run("journalctl", "--no-pager", "-o", "cat", "-u", unit).stdout


harness.main()
