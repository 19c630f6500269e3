"""What holds for every set of objects with an exporter in it, however it was rendered."""
import cluster_tools
import harness
import manifests
import strict


class Judging:
    """Mixed into a harness.Case."""

    def assert_valid(self, things: list, name: str, versions):
        self.assertTrue(things, name)
        for version in versions:
            for thing in things:
                self.assertEqual("", strict.complaint(thing, version),
                                 f"{name}: {manifests.name_of(thing)} on {version}")

    def assert_configurations(self, things: list, name: str):
        """The real exporter accepts each file, with the very arguments of its container."""
        exporters = manifests.exporters(things)
        self.assertTrue(exporters, name)
        for exporter in exporters:
            folder = self.folder / f"config-{name}"
            folder.mkdir(exist_ok=True)
            for file, text in exporter.files().items():
                (folder / file).write_text(text)
            status, output = cluster_tools.run(
                harness.EXPORTER, *exporter.arguments(folder, self.folder / "state"),
                "--config.check", env=exporter.environment())
            self.assertEqual(0, status, f"{name}: {output}")

    def assert_rules(self, things: list):
        """promtool accepts each rule group, and no two objects or groups have one name."""
        rules = manifests.of_kind(things, "PrometheusRule")
        groups = [group for thing in rules for group in thing["spec"]["groups"]]
        self.assertTrue(groups)
        self.assertEqual(len(groups), len({group["name"] for group in groups}))
        self.assertEqual("", cluster_tools.promtool_complaint(groups, self.folder / "rules.yml"))

    def assert_hardened(self, things: list, name: str):
        for exporter in manifests.exporters(things):
            pod, container = exporter.pod["spec"], exporter.container["securityContext"]
            both = {**pod.get("securityContext", {}), **container}
            self.assertEqual({"drop": ["ALL"]}, container["capabilities"], name)
            self.assertIs(True, container["readOnlyRootFilesystem"], name)
            self.assertIs(False, container["allowPrivilegeEscalation"], name)
            self.assertIs(True, both["runAsNonRoot"], name)
            self.assertEqual("RuntimeDefault", both["seccompProfile"]["type"], name)
            for sysctl in both.get("sysctls", []):  # both are in the kubelet's list of safe ones
                self.assertIn(sysctl["name"],
                              ("net.ipv4.ping_group_range", "net.ipv4.ip_local_port_range"), name)
            exporter.volume(manifests.CONFIG_FOLDER), exporter.volume(manifests.STATE_FOLDER)

    def assert_selectors(self, things: list, name: str):
        """Services, monitors and policies select labels and ports that are there."""
        pods = [manifests.pod_of(thing) for thing in things if manifests.pod_of(thing)]
        services = manifests.of_kind(things, "Service")
        for service in services:
            self.assert_ports({"matchLabels": service["spec"]["selector"]}, pods,
                              [port["targetPort"] for port in service["spec"]["ports"]], name)
        for monitor in manifests.of_kind(things, "ServiceMonitor"):
            selector = monitor["spec"]["selector"]
            found = [service for service in services
                     if manifests.matches(selector, service["metadata"]["labels"])]
            self.assertEqual(1, len(found), name)
            self.assertIn(monitor["spec"]["endpoints"][0]["port"],
                          [port["name"] for port in found[0]["spec"]["ports"]], name)
        for policy in manifests.of_kind(things, "NetworkPolicy"):
            self.assert_ports(policy["spec"]["podSelector"], pods, [
                port["port"] for rule in policy["spec"]["ingress"] for port in rule["ports"]], name)
        for monitor in manifests.of_kind(things, "PodMonitor", "ServiceMonitor"):
            (job,) = [rule["replacement"] for rule in monitor_rules(monitor)
                      if rule.get("targetLabel") == "job"]
            self.assertEqual("reach_exporter", job, name)

    def assert_ports(self, selector: dict, pods: list, wanted: list, name: str):
        found = [pod for pod in pods if manifests.matches(selector, pod["metadata"]["labels"])]
        self.assertTrue(found, f"{name}: {selector} selects no pod")
        for pod in found:
            spec = pod["spec"]
            ports = [port for container in spec.get("initContainers", []) + spec["containers"]
                     for port in container.get("ports", [])]
            known = {port.get("name") for port in ports} | {port["containerPort"] for port in ports}
            self.assertLessEqual(set(wanted), known, name)


def monitor_rules(monitor: dict) -> list:
    spec = monitor["spec"]
    (endpoint,) = spec.get("podMetricsEndpoints") or spec["endpoints"]
    return endpoint["relabelings"]
