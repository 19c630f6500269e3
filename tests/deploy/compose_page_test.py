#!/usr/bin/env python3
"""From nothing to a page by the walk of deploy/README.md for Docker Compose, without Docker.

Commands, mounts and configurations are what Docker's own reader makes of compose.yml. In place of
the images run the binary under test and Debian's Prometheus and Alertmanager, which are older.
"""
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "e2e"), str(ROOT / "tests" / "lab")]
import compose_reader  # noqa: E402
import containers  # noqa: E402
import discord  # noqa: E402
import harness  # noqa: E402  (its folder has to be known first)
import namespaces  # noqa: E402
import paging  # noqa: E402

if not os.environ.get(containers.INSIDE):
    compose_reader.reader()  # go may fetch it only out here
MISSING = containers.enter()
# The program here that stands for a service's image, and the user of that image.
PROGRAMS = {"exporter": ("/reach_exporter", 65532), "prometheus": ("prometheus", 65534),
            "alertmanager": ("prometheus-alertmanager", 65534)}
# In the place of docker: keeps what it was asked.
DOCKER = '#!/bin/sh\nprintf "%s\\n" "$PWD" "$DISCORD_WEBHOOK_URL" "$*" >"$RECORD"\n'


@harness.need("prometheus", "prometheus-alertmanager")
@harness.unittest.skipIf(MISSING, MISSING)
class ComposePageTest(harness.Case):

    def setUp(self):
        super().setUp()
        namespaces.ip([], "link set lo up")
        for part in ("dashboards", "deploy/compose"):
            shutil.copytree(ROOT / part, self.folder / part)
        self.compose = self.folder / "deploy" / "compose"
        self.channel = discord.Channel(self)

    def follow_the_walk(self):
        """In a copy of the repository; returns the address that docker would have got."""
        record, docker = self.folder / "record", self.folder / "bin" / "docker"
        docker.parent.mkdir()
        docker.write_text(DOCKER)
        docker.chmod(0o755)
        commands = paging.answered(
            paging.walk("deploy/README.md", "To a page, with Docker Compose"), self.channel.url)
        subprocess.run(["sh", "-ec", commands], cwd=self.folder, check=True, env={
            "RECORD": str(record), "PATH": f"{docker.parent}:{os.environ['PATH']}"})
        where, url, asked = record.read_text().splitlines()
        self.assertEqual((str(self.compose), "compose up -d"), (where, asked))
        return url

    def start_service(self, name: str, service: dict, configs: dict):
        program, user = PROGRAMS[name]
        mounts = {"/reach_exporter": harness.EXPORTER} if name == "exporter" else {}
        for mount in service["volumes"]:
            mounts[mount["target"]] = mount["source"] if mount["type"] == "bind" else \
                containers.volume(self, mount["source"], user)
        for config in service.get("configs", []):
            mounts[config["target"]] = self.write(
                config["source"], configs[config["source"]]["content"])
        self.assertEqual((["ALL"], "host"), (service["cap_drop"], service["network_mode"]))
        containers.start(self, name, [program, *service["command"]], mounts, user=user,
                         writable=not service["read_only"])

    def test_a_port_that_refuses_is_a_page_in_the_channel_and_resolved_when_it_is_back(self):
        url = self.follow_the_walk()
        paging.hurry(self.compose / "compose.yml", self.folder / "dashboards/prometheus.yml")
        paging.hurry(*self.folder.glob("dashboards/alerts/*.yml"))
        config = self.compose / "config" / "reach.yml"
        paging.probe_each_second(config)
        model = compose_reader.read(self.compose, ["compose.yml"], url)
        game = paging.start_game(self)
        self.assertEqual({*PROGRAMS, "grafana"}, set(model["services"]))
        for name in PROGRAMS:
            self.start_service(name, model["services"][name], model["configs"])
        page = paging.assert_pages(self, self.channel, config, game, "localhost:10836/rust-main")
        self.assertIn(f"**{page.splitlines()[0]}**", (ROOT / "deploy" / "README.md").read_text())


harness.main()
