#!/usr/bin/env python3
"""From nothing to a page by the walk of deploy/README.md for systemd, in a clean booted Debian 12.

Every command of the walk is run as it is written there. Before the last ones, which start
Prometheus and Alertmanager, what waits for minutes is made to wait for a second.
"""
import pathlib
import shutil
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "e2e"), str(ROOT / "tests" / "lab")]
import booted_debian  # noqa: E402
import clean_debian  # noqa: E402
import discord  # noqa: E402
import harness  # noqa: E402  (its folder has to be known first)
import namespaces  # noqa: E402
import packed  # noqa: E402
import paging  # noqa: E402

CONFIGURE, START = "cat >>/etc/reach_exporter/reach.yml", "systemctl reset-failed"


@harness.need(*packed.PROGRAMS, "ip", "nsenter", "pivot_root")
@unittest.skipIf(booted_debian.missing(), booted_debian.missing())
class SystemdPageTest(harness.Case):

    def setUp(self):
        super().setUp()
        self.debian = clean_debian.make(self)
        self.etc = self.debian.path / "etc"
        (self.etc / "hosts").write_text("127.0.0.1 localhost\n")  # as Debian's installer does
        deb = packed.pack(pathlib.Path(tempfile.mkdtemp(dir=self.folder)), "DEB")
        packages = self.debian.path / "root" / "build" / "packages"
        packages.mkdir(parents=True)
        shutil.copy(deb, packages)

    def done(self, result):
        self.assertEqual(0, result.returncode, (result.stdout + result.stderr)[-2000:])

    def boot(self, install: str) -> booted_debian.BootedDebian:
        """Debian with what these commands install, and what the smallest one lacks."""
        init = "apt-get -y -q install --no-install-recommends " + " ".join(booted_debian.PACKAGES)
        for commands in ("apt-get -q update; " + init,
                         "cd /root; " + install.replace("apt install", "apt-get -y -q install")):
            self.done(self.debian.run("sh", "-exc", commands, network=True))
        system = booted_debian.BootedDebian(self, self.debian)
        self.addCleanup(lambda: self.write("journal.log", system.run(  # shown when the case fails
            "journalctl", "--no-pager", "-o", "cat", "-u", "prometheus*").stdout))
        return system

    def test_a_port_that_refuses_is_a_page_in_the_channel_and_resolved_when_it_is_back(self):
        walk = paging.walk("deploy/README.md", "To a page, with systemd")
        install, configure = walk[:walk.index(CONFIGURE)], walk[walk.index(CONFIGURE):]
        configure, start = configure[:configure.index(START)], configure[configure.index(START):]
        system = self.boot(install)
        enter = ["nsenter", "-t", system.pid, "-n"]
        game = paging.start_game(self, *enter)
        with namespaces.of_file(f"/proc/{system.pid}/ns/net"):
            channel = discord.Channel(self)
        self.done(system.run("sh", "-exc", paging.answered(configure, channel.url)))
        prometheus = self.etc / "prometheus"
        paging.hurry(prometheus / "prometheus.yml", prometheus / "alertmanager.yml")
        paging.hurry(*prometheus.glob("alerts/*.yml"))
        config = self.etc / "reach_exporter" / "reach.yml"
        paging.probe_each_second(config)
        self.done(system.run("sh", "-exc", start))
        page = paging.assert_pages(self, channel, config, game, "localhost:10836/rust-main", *enter)
        self.assertIn(f"**{page.splitlines()[0]}**", (ROOT / "deploy" / "README.md").read_text())
        for unit in ("reach_exporter", "prometheus", "prometheus-alertmanager"):
            self.assertEqual("active", system.shown("ActiveState", f"{unit}.service"))


harness.main()
