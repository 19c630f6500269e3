#!/usr/bin/env python3
"""deploy/helm/reach-exporter as the real helm renders it, with each file of ci/."""
import json
import pathlib
import re
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import harness  # noqa: E402  (its folder has to be known first)
import cluster_tools  # noqa: E402
import judge  # noqa: E402
import manifests  # noqa: E402

CHART = ROOT / "deploy" / "helm" / "reach-exporter"
VALUES = sorted((CHART / "ci").glob("*-values.yaml"))
# The oldest that Chart.yaml allows, and the newest that has a schema here.
VERSIONS = ("1.25", "1.37")


class ChartCase(harness.Case, judge.Judging):

    def setUp(self):
        super().setUp()
        cluster_tools.load_schemas()
        self.helm = cluster_tools.helm()

    def template(self, *arguments, version=VERSIONS[-1], chart=CHART):
        """(status, output) of `helm template`, which asks no cluster."""
        return cluster_tools.run(self.helm, "template", "rel", chart, "--namespace", "games",
                                 "--kube-version", f"{version}.0", *arguments)

    def render(self, *arguments, **options) -> list:
        status, output = self.template(*arguments, **options)
        self.assertEqual(0, status, output)
        return manifests.read(output)

    def all(self, version=VERSIONS[-1]):
        """(name, objects) with the default values and with each file of ci/."""
        yield "default", self.render(version=version)
        for path in VALUES:
            yield path.name, self.render("--values", path, version=version)

    def one(self, things: list, kind: str) -> dict:
        (thing,) = manifests.of_kind(things, kind)
        return thing


class RenderedTest(ChartCase):

    def test_helm_lint_finds_nothing_with_any_file_of_values(self):
        self.assertTrue(VALUES)
        for path in VALUES:
            status, output = cluster_tools.run(self.helm, "lint", "--strict", CHART, "-f", path)
            self.assertEqual(0, status, output)

    def test_every_object_is_valid_and_has_no_unknown_field(self):
        for version in VERSIONS:
            for name, things in self.all(version):
                self.assert_valid(things, name, [version])

    def test_every_configuration_and_command_line_is_accepted_by_the_exporter(self):
        for name, things in self.all():
            self.assert_configurations(things, name)

    def test_every_exporter_has_no_privilege_at_all(self):
        for name, things in self.all():
            self.assert_hardened(things, name)

    def test_what_selects_something_finds_it(self):
        for name, things in self.all():
            # The sidecars that its PodMonitor selects are not part of the chart.
            self.assert_selectors(things, name)

    def test_the_objects_of_one_release_have_different_names(self):
        for name, things in self.all():
            names = [manifests.name_of(thing) for thing in things]
            self.assertEqual(len(set(names)), len(names), name)

    def test_the_rules_are_those_of_dashboards_and_promtool_accepts_them(self):
        things = self.render("--values", CHART / "ci" / "operator-values.yaml")
        self.assert_rules(things)
        groups = self.one(things, "PrometheusRule")["spec"]["groups"]
        for path in (ROOT / "dashboards" / "alerts").glob("*.yml"):
            for group in manifests.read(path.read_text())[0]["groups"]:
                self.assertIn(group, groups, path)
        self.assertEqual("NobodyPlays", groups[-1]["rules"][0]["alert"])

    def test_the_dashboards_are_those_of_dashboards(self):
        things = self.render("--set", "dashboards.enabled=true")
        shown = {}
        for thing in manifests.of_kind(things, "ConfigMap"):
            if thing["metadata"]["labels"].get("grafana_dashboard") == "1":
                shown.update(thing["data"])
        self.assertEqual({path.name: json.loads(path.read_text()) for path in
                          (ROOT / "dashboards" / "grafana").glob("*.json")},
                         {name: json.loads(text) for name, text in shown.items()})


class ValuesTest(ChartCase):

    def test_the_values_in_the_readme_are_accepted(self):
        (values,) = re.findall(r"(?ms)^```yaml\n(.*?)^```$", (CHART / "README.md").read_text())
        things = self.render("--values", self.write("my.yaml", values))
        self.assertTrue(manifests.of_kind(things, "ServiceMonitor"))
        self.assertTrue(manifests.of_kind(things, "PrometheusRule"))

    def test_the_schema_names_every_value_and_no_other(self):
        values = manifests.read((CHART / "values.yaml").read_text())[0]
        schema = json.loads((CHART / "values.schema.json").read_text())
        self.assertEqual(values.keys(), schema["properties"].keys())
        for name, part in schema["properties"].items():
            if part.get("additionalProperties") is False and values[name]:
                self.assertEqual(values[name].keys(), part["properties"].keys(), name)

    def test_a_value_that_is_misspelt_or_of_a_wrong_kind_is_refused(self):
        for wrong in ("serviceMonitor.enable=true", "replica=2", "kind=StatefulSet",
                      "containerPort=0", "log.level=loud", "serviceMonitor.interval=15"):
            status, output = self.template("--set", wrong)
            self.assertNotEqual(0, status, wrong)
            self.assertIn("values don't meet the specifications of the schema", output, wrong)

    def test_ping_is_a_sysctl_of_the_pod_and_never_one_of_the_node(self):
        def sysctls(*values):
            pod = manifests.pod_of(self.one(self.render(*values), "Deployment"))
            return pod["spec"]["securityContext"].get("sysctls", [])
        ping = {"name": "net.ipv4.ping_group_range", "value": "0 2147483647"}
        self.assertEqual([ping], sysctls())
        self.assertEqual([], sysctls("--set", "icmp.enabled=false"))
        self.assertEqual([], sysctls("--set", "hostNetwork=true"))

    def test_shards_are_told_apart_by_their_pods_and_share_no_volume(self):
        things = self.render("--values", CHART / "ci" / "sharded-values.yaml")
        workload = self.one(things, "StatefulSet")
        self.assertEqual((3, "Parallel"), (workload["spec"]["replicas"],
                                           workload["spec"]["podManagementPolicy"]))
        self.assertEqual([self.one(things, "Service")["metadata"]["name"]],
                         [workload["spec"]["serviceName"]])
        (claim,) = workload["spec"]["volumeClaimTemplates"]
        self.assertEqual("fast", claim["spec"]["storageClassName"])
        self.assertEqual([], manifests.of_kind(things, "PersistentVolumeClaim", "Deployment"))
        self.assertEqual(["config"], [volume["name"] for volume in
                                      manifests.pod_of(workload)["spec"]["volumes"]])
        (rule,) = [rule for rule in judge.monitor_rules(self.one(things, "ServiceMonitor"))
                   if rule.get("targetLabel") == "instance"]
        self.assertIn("__meta_kubernetes_pod_name", rule["sourceLabels"])

    def test_each_pod_takes_its_number_from_its_name(self):
        (exporter,) = manifests.exporters(self.render("--values",
                                                      CHART / "ci" / "sharded-values.yaml"))
        (name,) = [entry for entry in exporter.container["env"] if entry["name"] == "SHARD_POD_NAME"]
        self.assertEqual({"fieldRef": {"fieldPath": "metadata.name"}}, name["valueFrom"])
        for part in ("--shard.index=$(SHARD_POD_NAME)", "--shard.total=3", "--shard.by=host"):
            self.assertIn(part, exporter.container["args"])

    def test_without_sharding_no_word_of_it_is_rendered(self):
        for name, things in self.all():
            if "sharded" not in name:
                # The alerts of shards are for whoever has some.
                others = [thing for thing in things if thing["kind"] != "PrometheusRule"]
                self.assertNotIn("shard", json.dumps(others), name)

    def test_what_does_not_go_with_sharding_is_refused(self):
        for wrong, word in (("kind=DaemonSet", "leave kind out"),
                            ("storage.persistence.existingClaim=mine", "existingClaim out"),
                            ("sharding.total=0", "schema"), ("sharding.by=port", "schema")):
            status, output = self.template("--set", f"sharding.enabled=true,{wrong}")
            self.assertNotEqual(0, status, wrong)
            self.assertIn(word, output)

    def test_a_daemon_set_on_one_disk_is_refused(self):
        status, output = self.template("--set", "kind=DaemonSet,storage.persistence.enabled=true")
        self.assertNotEqual(0, status)
        self.assertIn("needs kind Deployment", output)

    def test_a_change_of_the_configuration_does_not_restart_the_exporter(self):
        before, after = [self.one(self.render("--set", f"config.global.vantage={vantage}"),
                                  "Deployment") for vantage in ("here", "there")]
        self.assertEqual(before, after)

    def test_a_new_version_of_the_chart_alone_does_not_restart_the_exporter(self):
        pod = manifests.pod_of(self.one(self.render(), "Deployment"))
        self.assertNotIn("helm.sh/chart", pod["metadata"]["labels"])


class NotesTest(ChartCase):

    def notes(self, *values) -> str:
        """NOTES.txt, which helm shows only to those who have a cluster, as an object instead."""
        chart = self.folder / "chart"
        shutil.copytree(CHART, chart, dirs_exist_ok=True)
        shutil.move(chart / "templates" / "NOTES.txt", chart / "notes.txt")
        (chart / "templates" / "notes.yaml").write_text(
            'kind: Notes\ntext: {{ tpl (.Files.Get "notes.txt") . | quote }}\n')
        return self.one(self.render(*values, chart=chart), "Notes")["text"]

    def test_the_notes_lead_to_the_page_and_name_what_is_missing(self):
        notes = self.notes()
        self.assertIn("kubectl -n games port-forward service/rel-reach-exporter 10836:10836", notes)
        for part in ("is a placeholder", "serviceMonitor.enabled=true",
                     "prometheusRule.enabled=true"):
            self.assertIn(part, notes)

    def test_the_notes_do_not_name_what_is_there(self):
        notes = self.notes("--set", "image.repository=me/reach_exporter", "--set",
                           "serviceMonitor.enabled=true,prometheusRule.enabled=true")
        self.assertIn("port-forward", notes)
        self.assertNotIn("placeholder", notes)
        self.assertNotIn("--set", notes)
        self.assertNotIn("shards", notes)

    def test_the_notes_say_that_a_page_is_of_one_shard(self):
        notes = self.notes("--set", "sharding.enabled=true,sharding.total=4")
        self.assertIn("one of 4 shards", notes)
        self.assertIn("pod/rel-reach-exporter-0 10836:10836", notes)


harness.main()
