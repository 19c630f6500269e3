#!/usr/bin/env python3
"""What a real Prometheus makes of pods: deploy/kubernetes/prometheus.yml and the monitors' rules.

The pods are made up: they come by static_configs with the labels that Kubernetes would give.
Debian's Prometheus is built without the discovery of Kubernetes, so that section stays unread.
"""
import json
import pathlib
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import harness  # noqa: E402  (its folder has to be known first)
import cluster_tools  # noqa: E402
import manifests  # noqa: E402

KUBERNETES = ROOT / "deploy" / "kubernetes"
SIDECAR_LABEL = "pod_label_reach_exporter_sidecar"
NAME_LABEL = "pod_label_app_kubernetes_io_name"


def pod(name: str, port: str, **labels) -> dict:
    """An entry of static_configs that looks as a port of a pod does, on a closed port here."""
    meta = {"namespace": "rust", "pod_name": name, "pod_container_port_name": port, **labels}
    return {"targets": ["127.0.0.1:1"],
            "labels": {f"__meta_kubernetes_{key}": value for key, value in meta.items()}}


@harness.need("prometheus")
class ScrapeTest(harness.Case):

    def setUp(self):
        super().setUp()
        cluster_tools.load_schemas()

    def active(self, job: dict, pods: list) -> list:
        """The labels of the targets that Prometheus would scrape."""
        import yaml
        config = self.write("prometheus.yml", yaml.safe_dump(
            {"scrape_configs": [{**job, "static_configs": pods}]}))
        address = f"{harness.LOOPBACK}:{harness.free_port()}"
        process = self.start("prometheus", [
            "prometheus", f"--config.file={config}", f"--web.listen-address={address}",
            f"--storage.tsdb.path={self.folder}/tsdb"])
        self.wait_until_up(process, f"http://{address}/-/ready")

        def targets():
            found = json.loads(harness.get(f"http://{address}/api/v1/targets")[2])["data"]
            return found if found["activeTargets"] else None
        found = harness.wait_for(targets, "Prometheus has found its targets")
        self.assertEqual(len(pods), len(found["activeTargets"]) + len(found["droppedTargets"]))
        return sorted((target["labels"] for target in found["activeTargets"]),
                      key=lambda labels: labels["instance"])

    def test_sidecars_and_the_central_exporter_are_found_and_nothing_else(self):
        (example,) = manifests.read((KUBERNETES / "prometheus.yml").read_text())
        (job,) = example["scrape_configs"]
        self.assertEqual([{"role": "pod"}], job.pop("kubernetes_sd_configs"))
        found = self.active(job, [
            pod("rust-0", "reach-metrics", **{SIDECAR_LABEL: "true", NAME_LABEL: "rust"}),
            pod("rust-0", "rcon", **{SIDECAR_LABEL: "true", NAME_LABEL: "rust"}),
            pod("reach-exporter-5d9-x", "http", **{NAME_LABEL: "reach-exporter",
                                                  "pod_controller_kind": "ReplicaSet"}),
            pod("reach-exporter-1", "http", **{NAME_LABEL: "reach-exporter",
                                              "pod_controller_kind": "StatefulSet"}),
            pod("other-0", "http", **{NAME_LABEL: "other"})])
        self.assertEqual([
            {"job": "reach_exporter", "instance": "rust/reach-exporter", "namespace": "rust",
             "pod": "reach-exporter-5d9-x"},
            {"job": "reach_exporter", "instance": "rust/reach-exporter-1", "namespace": "rust",
             "pod": "reach-exporter-1"},
            {"job": "reach_exporter", "instance": "rust/rust-0", "namespace": "rust",
             "pod": "rust-0"}], found)

    def test_the_labels_by_the_pod_monitor_stay_when_the_pod_is_made_anew(self):
        (monitor,) = manifests.of_kind(manifests.read(
            cluster_tools.kustomize(KUBERNETES / "examples" / "rust")), "PodMonitor")
        (endpoint,) = monitor["spec"]["podMetricsEndpoints"]
        found = self.active({"job_name": "podMonitor/rust/reach-exporter-sidecar/0",
                             "relabel_configs": [manifests.snake(rule) for rule in endpoint["relabelings"]]},
                            [pod("rust-0", "reach-metrics")])
        self.assertEqual([{"job": "reach_exporter", "instance": "rust/rust-0"}], found)


harness.main()
