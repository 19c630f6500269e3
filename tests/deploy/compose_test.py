#!/usr/bin/env python3
"""The compose files: valid by Docker's own reader, and all that they mount is there and works."""
import pathlib
import re
import shutil
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import compose_reader  # noqa: E402
import harness  # noqa: E402  (its folder has to be known first)

COMPOSE = ROOT / "deploy" / "compose"
VARIANTS = {"host": ["compose.yml"], "rust": ["compose.yml", "compose.rust.yml"]}
WEBHOOK = "https://discord.example.org/api/webhooks/1/token"


def text(name: str) -> str:
    return (COMPOSE / name).read_text()


def service(name: str, files):
    """A service as compose merges it: later files replace its settings."""
    merged = {}
    for file in files:
        merged.update(yaml.safe_load(text(file))["services"].get(name, {}))
    return merged


class ComposeTest(harness.Case):

    def test_the_discord_address_is_the_only_variable(self):
        found = {name for files in VARIANTS.values() for file in files
                 for name in re.findall(r"(?<!\$)\$\{?(\w+)", re.sub(r"(?m)^ *#.*$", "", text(file)))}
        self.assertEqual({"DISCORD_WEBHOOK_URL"}, found)

    def test_docker_s_own_reader_takes_every_variant(self):
        for name, files in VARIANTS.items():
            folder = self.folder / name
            shutil.copytree(COMPOSE, folder)
            self.assertIn("exporter", compose_reader.read(folder, files, WEBHOOK)["services"])

    def mounts(self, name: str, files):
        """{path in the container: path in the repository} of a service."""
        found = {}
        for volume in service(name, files).get("volumes", []):
            source, target = volume.split(":")[:2]
            if source.startswith("."):
                found[target] = (COMPOSE / source).resolve()
        return found

    def test_what_is_mounted_from_the_repository_is_there(self):
        for files in VARIANTS.values():
            for name in yaml.safe_load(text("compose.yml"))["services"]:
                for path in self.mounts(name, files).values():
                    self.assertTrue(path.exists(), path)

    def test_grafana_finds_dashboards_and_prometheus_where_they_are(self):
        mounts = self.mounts("grafana", VARIANTS["host"])
        provisioning = mounts["/etc/grafana/provisioning"]
        for path in provisioning.glob("dashboards/*.yml"):
            for provider in yaml.safe_load(path.read_text())["providers"]:
                self.assertTrue(list(mounts[provider["options"]["path"]].glob("*.json")))
        (source,) = [source for path in provisioning.glob("datasources/*.yml")
                     for source in yaml.safe_load(path.read_text())["datasources"]]
        address = source["url"].replace("http://localhost", "127.0.0.1")
        self.assertIn(f"--web.listen-address={address}",
                      service("prometheus", VARIANTS["host"])["command"])

    def test_prometheus_scrapes_and_pages_where_the_others_listen(self):
        config = self.mounts("prometheus", VARIANTS["host"])["/etc/prometheus/prometheus.yml"]
        for name in ("exporter", "alertmanager"):
            words = " ".join(service(name, VARIANTS["host"])["command"])
            port = re.search(r"--web.listen-address=\S+:(\d+)", words)[1]
            self.assertIn(f"localhost:{port}", config.read_text())

    def test_the_exporter_has_no_right_to_anything(self):
        for files in VARIANTS.values():
            exporter = service("exporter", files)
            self.assertEqual(["ALL"], exporter["cap_drop"])
            self.assertTrue(exporter["read_only"])
            self.assertIn("no-new-privileges:true", exporter["security_opt"])

    def test_no_variant_puts_the_exporter_behind_docker_proxy(self):
        self.assertEqual("host", service("exporter", VARIANTS["host"])["network_mode"])
        self.assertEqual("service:rust", service("exporter", VARIANTS["rust"])["network_mode"])

    def test_with_the_machine_s_network_everything_listens_on_loopback_only(self):
        for name in ("exporter", "prometheus", "alertmanager"):
            words = " ".join(service(name, VARIANTS["host"])["command"])
            self.assertRegex(words, r"--web.listen-address=127\.0\.0\.1:\d+", name)
        self.assertEqual("127.0.0.1", service("grafana", VARIANTS["host"])["environment"]
                         ["GF_SERVER_HTTP_ADDR"])

    def test_the_exporter_takes_its_command_lines(self):
        for files in VARIANTS.values():
            words = [word.replace("/etc/reach_exporter", str(COMPOSE / "config"))
                     for word in service("exporter", files)["command"]]
            done = subprocess.run([harness.EXPORTER, *words, "--config.check"], capture_output=True,
                                  text=True)
            self.assertEqual(0, done.returncode, done.stderr)

    def alertmanager_config(self) -> str:
        """As Compose gives it to Alertmanager, with the templates where they are here."""
        content = yaml.safe_load(text("compose.yml"))["configs"]["alertmanager"]["content"]
        templates = self.mounts("alertmanager", VARIANTS["host"])["/etc/alertmanager/reach"]
        content = content.replace("/etc/alertmanager/reach", str(templates))
        return re.sub(r"\$\{DISCORD_WEBHOOK_URL[^}]*\}", WEBHOOK, content).replace("$$", "$")

    def test_alertmanager_routes_and_inhibits_as_the_shipped_configuration_does(self):
        ours = yaml.safe_load(self.alertmanager_config())
        shipped = yaml.safe_load(
            (ROOT / "dashboards" / "alertmanager" / "alertmanager.yml").read_text())
        for key in ("route", "time_intervals", "inhibit_rules"):
            self.assertEqual(shipped[key], ours[key])

    @harness.need("amtool")
    def test_alertmanager_takes_its_configuration(self):
        content = self.alertmanager_config()
        done = subprocess.run(["amtool", "check-config", self.write("alertmanager.yml", content)],
                              capture_output=True, text=True)
        self.assertEqual(0, done.returncode, done.stdout + done.stderr)


harness.main()
