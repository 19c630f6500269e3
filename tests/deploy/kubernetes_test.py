#!/usr/bin/env python3
"""deploy/kubernetes: valid for real schemas, joined up, hardened, and true to dashboards/."""
import copy
import importlib.util
import json
import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import harness  # noqa: E402  (its folder has to be known first)
import cluster_tools  # noqa: E402
import judge  # noqa: E402
import manifests  # noqa: E402
import strict  # noqa: E402

KUBERNETES = ROOT / "deploy" / "kubernetes"
EXAMPLES = sorted(path.parent for path in KUBERNETES.glob("examples/*/kustomization.yaml"))
SIDECARS = [path for path in EXAMPLES if path.name not in ("outside", "shards")]
OVERLAY = """
resources: [server.yaml]
components: [../components/sidecar]
configMapGenerator: [{name: reach-exporter-sidecar, files: [reach.yml]}]
images: [{name: ghcr.io/OWNER/reach_exporter, newName: registry.example.org/reach_exporter}]
"""
SERVER = """
apiVersion: apps/v1
kind: Deployment
metadata: {name: minecraft, labels: {reach-exporter/sidecar: "true"}}
spec:
  selector: {matchLabels: {app: minecraft}}
  template:
    metadata: {labels: {app: minecraft}}
    spec: {containers: [{name: minecraft, image: minecraft}]}
"""


def generator():
    """deploy/kubernetes/generate.py as a module."""
    spec = importlib.util.spec_from_file_location("generate", KUBERNETES / "generate.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class GenerateTest(harness.Case):

    def setUp(self):
        super().setUp()
        self.generate = generator()
        shutil.copytree(ROOT / "dashboards" / "alerts", self.folder / "dashboards" / "alerts")
        self.generate.write(self.folder)

    def test_the_copies_are_those_of_dashboards(self):
        self.assertEqual([], self.generate.stale(ROOT), "run deploy/kubernetes/generate.py")

    def test_a_prometheus_rule_says_exactly_what_its_rule_file_says(self):
        cluster_tools.load_schemas()
        sources = sorted((ROOT / "dashboards" / "alerts").glob("*.yml"))
        self.assertTrue(sources)
        for source in sources:
            made = KUBERNETES / "components/rules" / f"{source.stem.replace('_', '-')}.yaml"
            self.assertEqual(manifests.read(source.read_text())[0]["groups"],
                             manifests.read(made.read_text())[0]["spec"]["groups"])

    def test_a_change_in_dashboards_is_noticed_and_copied(self):
        self.assertEqual([], self.generate.stale(self.folder))
        rules = self.folder / "dashboards/alerts/reach_exporter.yml"
        rules.write_text(rules.read_text().replace("ReachProbeStale", "ReachProbeOld"))
        self.assertEqual(["reach_exporter.yml", "reach-exporter.yaml"],
                         [path.name for path in self.generate.stale(self.folder)])
        self.generate.write(self.folder)
        self.assertEqual([], self.generate.stale(self.folder))

    def test_dashboards_become_config_maps_and_go_with_their_source(self):
        board = self.folder / "dashboards/grafana/reach_fleet.json"
        board.parent.mkdir()
        board.write_text(json.dumps({"uid": "fleet", "title": "Fleet {{ x }}"}))
        self.generate.write(self.folder)
        overlay = self.folder / "deploy/kubernetes/overlay"
        overlay.mkdir()
        (overlay / "kustomization.yaml").write_text("components: [../components/dashboards]\n")
        cluster_tools.load_schemas()
        (made,) = manifests.read(cluster_tools.kustomize(overlay))
        self.assertEqual("", strict.complaint(made, "1.37"))
        self.assertEqual(("reach-dashboard-reach-fleet", {"grafana_dashboard": "1"}),
                         (made["metadata"]["name"], made["metadata"]["labels"]))
        self.assertEqual({board.name: board.read_text()}, made["data"])
        board.unlink()
        self.assertTrue(self.generate.stale(self.folder))
        self.generate.write(self.folder)
        self.assertFalse(list((self.folder / "deploy").rglob("*fleet*")))


class KustomizeCase(harness.Case):

    def setUp(self):
        super().setUp()
        cluster_tools.load_schemas()

    def build(self, folder: pathlib.Path) -> list:
        return manifests.read(cluster_tools.kustomize(folder))

    def all(self):
        """(name, objects) of everything that can be applied."""
        for folder in [KUBERNETES / "base", *EXAMPLES]:
            yield folder.name, self.build(folder)


class ManifestsTest(KustomizeCase, judge.Judging):

    def test_every_object_is_valid_and_has_no_unknown_field(self):
        for name, things in self.all():
            self.assert_valid(things, name, cluster_tools.VERSIONS)

    def test_a_misspelt_field_of_every_kind_is_found(self):
        found = set()
        for _, things in self.all():
            for thing in things:
                wrong = copy.deepcopy(thing)
                wrong.get("spec", wrong)["misspelt"] = {}
                self.assertIn("misspelt", strict.complaint(wrong, "1.37"), manifests.name_of(thing))
                found.add(thing["kind"])
        self.assertLessEqual({"StatefulSet", "PodMonitor", "PrometheusRule", "GameServer"}, found)

    def test_a_misspelt_field_deep_in_a_pod_or_a_monitor_is_found(self):
        (monitor,) = manifests.of_kind(self.build(KUBERNETES / "examples/rust"), "PodMonitor")
        monitor["spec"]["podMetricsEndpoints"][0]["relabelings"][0]["replacment"] = "x"
        self.assertIn("replacment", strict.complaint(monitor, "1.37"))
        (server,) = manifests.of_kind(self.build(KUBERNETES / "examples/agones"), "GameServer")
        server["spec"]["template"]["spec"]["initContainers"][0]["restartPolcy"] = "Always"
        self.assertIn("restartPolcy", strict.complaint(server, "1.37"))

    def test_every_configuration_and_command_line_is_accepted_by_the_exporter(self):
        for name, things in self.all():
            self.assert_configurations(things, name)

    def test_every_alert_rule_is_accepted_by_promtool(self):
        (rules,) = [things for name, things in self.all() if name == "outside"]
        self.assert_rules(rules)

    def test_every_exporter_has_no_privilege_at_all(self):
        for name, things in self.all():
            self.assert_hardened(things, name)

    def test_what_selects_something_finds_it(self):
        for name, things in self.all():
            self.assert_selectors(things, name)

    def test_the_exporter_is_well_whatever_its_targets_are(self):
        for _, things in self.all():
            for exporter in manifests.exporters(things):
                self.assertEqual("/-/healthy",
                                 exporter.container["livenessProbe"]["httpGet"]["path"])
                if "readinessProbe" in exporter.container:
                    self.assertEqual("/-/ready",
                                     exporter.container["readinessProbe"]["httpGet"]["path"])


class ShardsTest(KustomizeCase):

    def build_with(self, *components) -> list:
        shutil.copytree(KUBERNETES / "components", self.folder / "components", dirs_exist_ok=True)
        shutil.copytree(KUBERNETES / "base", self.folder / "base", dirs_exist_ok=True)
        overlay = self.folder / "overlay"
        overlay.mkdir(exist_ok=True)
        (overlay / "kustomization.yaml").write_text(json.dumps(
            {"resources": ["../base"], "components": [f"../components/{name}" for name in components]}))
        return self.build(overlay)

    def test_as_many_pods_as_shards_each_with_its_own_number(self):
        for things in (self.build_with("shards"), self.build(KUBERNETES / "examples/shards")):
            (workload,) = manifests.of_kind(things, "StatefulSet", "Deployment")
            (exporter,) = manifests.exporters(things)
            self.assertEqual("StatefulSet", workload["kind"])
            self.assertIn(f"--shard.total={workload['spec']['replicas']}",
                          exporter.container["args"])
            self.assertIn("--shard.index=$(POD_NAME)", exporter.container["args"])
            self.assertEqual([{"name": "POD_NAME",
                               "valueFrom": {"fieldRef": {"fieldPath": "metadata.name"}}}],
                             exporter.container["env"])

    def test_ping_and_policy_are_as_before(self):
        one, several = [self.build_with("icmp", "network-policy", *more) for more in ([], ["shards"])]
        (before,), (after,) = [manifests.exporters(things) for things in (one, several)]
        self.assertEqual(before.pod["spec"]["securityContext"], after.pod["spec"]["securityContext"])
        self.assertEqual(before.pod["metadata"], after.pod["metadata"])


class SidecarTest(KustomizeCase, judge.Judging):

    def sidecar(self, things):
        (exporter,) = manifests.exporters(things)
        return exporter

    def assert_sidecar(self, things):
        """Native, holding nothing up, named by its pod, found by the PodMonitor."""
        sidecar = self.sidecar(things)
        self.assertIn(sidecar.container, sidecar.pod["spec"]["initContainers"])
        self.assertEqual("Always", sidecar.container["restartPolicy"])
        for probe in ("startupProbe", "readinessProbe"):  # the game would wait, or be taken out
            self.assertNotIn(probe, sidecar.container)
        self.assertEqual("true", sidecar.pod["metadata"]["labels"]["reach-exporter/sidecar"])
        self.assertEqual(["metadata.name"], [
            entry["valueFrom"]["fieldRef"]["fieldPath"] for entry in sidecar.container["env"]
            if entry["name"] == "POD_NAME"])

    def test_the_examples_have_a_native_sidecar_that_names_its_target_by_the_pod(self):
        self.assertTrue(SIDECARS)
        for folder in SIDECARS:
            things = self.build(folder)
            self.assert_sidecar(things)
            (config,) = self.sidecar(things).files().values()
            self.assertIn('name: "${POD_NAME}"', config)

    def test_the_game_container_and_its_pod_stay_as_they_were(self):
        (before,) = manifests.of_kind(manifests.read(
            (KUBERNETES / "examples/rust/server.yaml").read_text()), "StatefulSet")
        (after,) = manifests.of_kind(self.build(KUBERNETES / "examples/rust"), "StatefulSet")
        was, now = manifests.pod_of(before)["spec"], manifests.pod_of(after)["spec"]
        self.assertEqual({"initContainers", "volumes"}, now.keys() - was.keys())
        self.assertEqual(was, {key: now[key] for key in was})

    def test_the_agones_example_has_the_same_sidecar_as_the_component(self):
        rust, agones = [self.sidecar(self.build(KUBERNETES / "examples" / name))
                        for name in ("rust", "agones")]
        self.assertEqual(rust.container, agones.container)

    def test_a_deployment_with_a_file_and_an_image_of_its_own_gets_it_too(self):
        shutil.copytree(KUBERNETES / "components", self.folder / "components")
        overlay = self.folder / "overlay"
        overlay.mkdir()
        (overlay / "kustomization.yaml").write_text(OVERLAY)
        (overlay / "server.yaml").write_text(SERVER)
        (overlay / "reach.yml").write_text(
            'targets: [{name: "${POD_NAME}", host: 127.0.0.1, profile: minecraft}]\n')
        things = self.build(overlay)
        self.assert_sidecar(things)
        self.assert_valid(things, "overlay", cluster_tools.VERSIONS)
        self.assert_configurations(things, "overlay")
        self.assertTrue(self.sidecar(things).container["image"].startswith("registry.example.org/"))


harness.main()
