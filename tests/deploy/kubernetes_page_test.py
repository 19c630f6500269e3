#!/usr/bin/env python3
"""From nothing to a page by the walk of deploy/kubernetes/README.md, without a cluster.

Its commands are run; in the place of the API server a file takes what kubectl would send. From
these objects run the sidecar, Prometheus and Alertmanager (Debian's) as pods in network namespaces,
with the files where the Prometheus Operator, or the reader without it, would mount them.
"""
import base64
import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "e2e"), str(ROOT / "tests" / "lab")]
import harness  # noqa: E402  (their folders have to be known first)
import namespaces  # noqa: E402
import cluster_tools  # noqa: E402
import containers  # noqa: E402
import discord  # noqa: E402
import judge  # noqa: E402
import manifests  # noqa: E402
import paging  # noqa: E402
import pod_network  # noqa: E402

if not os.environ.get(containers.INSIDE):
    with contextlib.suppress(harness.unittest.SkipTest):  # pip and go may fetch only out here
        cluster_tools.load_schemas()
        cluster_tools.operator_schemas()
MISSING = containers.enter()
DOCUMENT = "deploy/kubernetes/README.md"
NOBODY = 65534
# In the place of kubectl and helm: keep what would be sent.
KUBECTL = """#!/bin/sh
case " $* " in
*" create "*) echo --- && {kubectl} "$@" --dry-run=client -o yaml ;;
*" apply -k "*) echo --- && {kubectl} kustomize "$3" ;;
*) exit 9 ;;
esac >>{sent}
"""
HELM = '#!/bin/sh\necho "$*" >>{asked}\n'
POD_LABELS = {"namespace": "rust", "pod_name": "rust-0",
              "pod_container_port_name": "reach-metrics",
              "pod_label_reach_exporter_sidecar": "true",
              "pod_label_app_kubernetes_io_name": "rust"}


@harness.need("prometheus", "prometheus-alertmanager", "kubectl")
@harness.unittest.skipIf(MISSING, MISSING)
class KubernetesPageTest(harness.Case, judge.Judging):

    def setUp(self):
        super().setUp()
        pod_network.make(self)
        for part in ("dashboards", "deploy/kubernetes"):
            shutil.copytree(ROOT / part, self.folder / part)
        with namespaces.inside("node"):
            self.channel = discord.Channel(self)

    def follow(self, commands: str) -> list:
        """Runs them in a copy of the repository; returns the objects that a cluster would get."""
        sent, programs = self.folder / "sent.yaml", self.folder / "bin"
        programs.mkdir()
        for name, script in (("kubectl", KUBECTL), ("helm", HELM)):
            path = programs / name
            path.write_text(script.format(kubectl=shutil.which("kubectl"), sent=sent,
                                          asked=self.folder / "helm.txt"))
            path.chmod(0o755)
        done = subprocess.run(
            ["sh", "-exc", paging.answered(commands, self.channel.url)], cwd=self.folder,
            env={**os.environ, "PATH": f"{programs}:{os.environ['PATH']}"}, capture_output=True,
            text=True)
        self.assertEqual(0, done.returncode, done.stderr[-1500:])
        return manifests.read(sent.read_text())

    def mounted(self, name: str, files: dict) -> pathlib.Path:
        """A folder with these files, hurried."""
        folder = self.folder / name
        folder.mkdir()
        for file, text in files.items():
            (folder / file).write_text(text)
        if any(re.search(paging.WAITS, text) for text in files.values()):
            paging.hurry(*folder.iterdir())
        return folder

    def secret(self, things: list) -> dict:
        """The files of the Secret with Alertmanager's configuration."""
        (secret,) = [thing for thing in manifests.of_kind(things, "Secret")
                     if thing["metadata"]["name"] == "reach-alertmanager"]
        self.assertEqual("monitoring", secret["metadata"]["namespace"])
        return {name: base64.b64decode(text).decode() for name, text in secret["data"].items()}

    def start_sidecar(self, things: list) -> pathlib.Path:
        """Returns its configuration."""
        (sidecar,) = [found for found in manifests.exporters(things)
                      if found.container in found.pod["spec"].get("initContainers", [])]
        folder = self.mounted("config", sidecar.files())
        paging.probe_each_second(folder / "reach.yml")
        user = sidecar.container["securityContext"]["runAsUser"]
        containers.start(
            self, "sidecar", ["/reach_exporter", *sidecar.container["args"]],
            {"/reach_exporter": harness.EXPORTER, manifests.CONFIG_FOLDER: folder,
             manifests.STATE_FOLDER: containers.volume(self, "state", user)}, user=user,
            environment={**sidecar.environment(), "POD_NAME": "rust-0"}, network="pod")
        return folder / "reach.yml"

    def start_alertmanager(self, file: str, mounts: dict):
        containers.start(
            self, "alertmanager", ["prometheus-alertmanager", f"--config.file={file}",
                                   "--storage.path=/alertmanager", "--cluster.listen-address="],
            {**mounts, "/alertmanager": containers.volume(self, "alertmanager", NOBODY)},
            network="node")

    def start_prometheus(self, job: dict, rules: pathlib.Path):
        """With this job, whose pod is made up, and the rules where the README mounts them."""
        pod = {"targets": [f"{pod_network.POD}:10836"],
               "labels": {f"__meta_kubernetes_{key}": value for key, value in POD_LABELS.items()}}
        config = {"global": {"scrape_interval": "1s", "evaluation_interval": "1s"},
                  "rule_files": ["/etc/prometheus/reach/*.yml"],
                  "alerting": {"alertmanagers": [
                      {"static_configs": [{"targets": ["localhost:9093"]}]}]},
                  "scrape_configs": [{**job, "scrape_interval": "1s", "static_configs": [pod]}]}
        containers.start(
            self, "prometheus", ["prometheus", "--config.file=/etc/prometheus/prometheus.yml",
                                 "--storage.tsdb.path=/prometheus"],
            {"/etc/prometheus/prometheus.yml": self.write("prometheus.yml", yaml.safe_dump(config)),
             "/etc/prometheus/reach": rules,
             "/prometheus": containers.volume(self, "prometheus", NOBODY)}, network="node")

    def assert_pages(self, things: list):
        enter = namespaces.command("pod")
        game = paging.start_game(self, *enter)
        config = self.start_sidecar(things)
        page = paging.assert_pages(self, self.channel, config, game, "rust/rust-0/rust-0", *enter)
        self.assertIn(f"**{page.splitlines()[0]}**", (ROOT / DOCUMENT).read_text())

    def test_what_the_walk_sends_is_valid_and_has_no_unknown_field(self):
        cluster_tools.load_schemas()
        self.assert_valid(self.follow(paging.walk(DOCUMENT, "From nothing to a page")), "walk",
                          cluster_tools.VERSIONS)

    def test_with_the_operator_a_port_that_refuses_is_a_page(self):
        things = self.follow(paging.walk(DOCUMENT, "From nothing to a page"))
        repository, install = (self.folder / "helm.txt").read_text().splitlines()
        self.assertIn("repo add prometheus-community ", repository)
        (values,) = manifests.read((self.folder / install.split("--values ")[1]).read_text())
        spec = values["alertmanager"]["alertmanagerSpec"]
        self.assertEqual((True, "reach-alertmanager"),
                         (spec["useExistingSecret"], spec["configSecret"]))
        # The operator mounts the Secret as it is, and beside it its own copy of the configuration.
        secret = self.mounted("config-of-alertmanager", self.secret(things))
        out = self.folder / "config_out"
        out.mkdir()
        shutil.copy(secret / "alertmanager.yaml", out / "alertmanager.env.yaml")
        self.start_alertmanager("/etc/alertmanager/config_out/alertmanager.env.yaml", {
            "/etc/alertmanager/config": secret, "/etc/alertmanager/config_out": out})
        (monitor,) = manifests.of_kind(things, "PodMonitor")
        (endpoint,) = monitor["spec"]["podMetricsEndpoints"]
        self.start_prometheus(
            {"job_name": "podMonitor/rust/reach-exporter-sidecar/0",
             "relabel_configs": [manifests.snake(rule) for rule in endpoint["relabelings"]]},
            self.mounted("rules", {f"{rule['metadata']['name']}.yml": yaml.safe_dump(rule["spec"])
                                   for rule in manifests.of_kind(things, "PrometheusRule")}))
        self.assert_pages(things)

    def test_without_the_operator_a_port_that_refuses_is_a_page(self):
        walk = paging.walk(DOCUMENT, "From nothing to a page")
        things = self.follow(re.sub("(?m)^helm .*(\n  .*)?$", "", walk)
                             + paging.walk(DOCUMENT, "Without the Prometheus Operator"))
        secret = self.mounted("config-of-alertmanager", self.secret(things))
        self.start_alertmanager("/etc/alertmanager/config/alertmanager.yaml",
                                {"/etc/alertmanager/config": secret})
        (example,) = manifests.read((self.folder / "deploy/kubernetes/prometheus.yml").read_text())
        (job,) = example["scrape_configs"]
        del job["kubernetes_sd_configs"]  # Debian's Prometheus is built without
        (rules,) = [thing for thing in manifests.of_kind(things, "ConfigMap")
                    if thing["metadata"]["name"] == "reach-rules"]
        self.start_prometheus(job, self.mounted("rules", rules["data"]))
        self.assert_pages(things)


harness.main()
