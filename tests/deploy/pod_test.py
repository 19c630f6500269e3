#!/usr/bin/env python3
"""The containers of deploy/kubernetes as a kubelet would run them, in namespaces of our own.

Real: the manifests' arguments, environment, configuration, user, capabilities, sysctls, read-only
root, and the way a ConfigMap is swapped. Not real: the kubelet, the container runtime, the image.
"""
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "e2e"), str(ROOT / "tests" / "lab")]
import exposition  # noqa: E402  (their folders have to be known first)
import harness  # noqa: E402
import namespaces  # noqa: E402
import cluster_tools  # noqa: E402
import containers  # noqa: E402
import manifests  # noqa: E402
import pod_network  # noqa: E402

EXAMPLES = ROOT / "deploy" / "kubernetes" / "examples"
URL = "http://127.0.0.1:10836"
PING = "net/ipv4/ping_group_range"
# Per mount, so that the test may write where its pod must not. The state is the pod's emptyDir.
CONTAINER = ('mount -o remount,bind,ro / && mount -t tmpfs -o uid="$1",mode=700 state "$2" && '
             'shift 2 && exec "$@"')
SERVICE = "10.96.0.10"
# What kube-proxy has for a Service without endpoints: in the way of what is forwarded, which is
# what pods send, and of what the node itself sends.
NO_ENDPOINTS = f"""
table ip kube {{
  chain forward {{ type filter hook forward priority 0; ip daddr {SERVICE} reject; }}
  chain output {{ type filter hook output priority 0; ip daddr {SERVICE} reject; }}
}}
"""
LISTENER = ("import socket\ns = socket.create_server(('127.0.0.1', 28016))\n"
            "while True: s.accept()[0].close()")


MISSING = containers.enter()


@harness.unittest.skipIf(MISSING, MISSING)
class PodCase(harness.Case):
    """Makes a node and a pod, joined by a cable."""

    def setUp(self):
        super().setUp()
        cluster_tools.load_schemas()
        pod_network.make(self)

    def exporter_of(self, example: str) -> manifests.Exporter:
        (found,) = manifests.exporters(manifests.read(cluster_tools.kustomize(EXAMPLES / example)))
        return found

    def run_pod(self, exporter: manifests.Exporter, more: str = "") -> harness.Process:
        """The exporter's container in the namespace "pod", once it answers; the caller is in it."""
        self.mount_config({name: text + more for name, text in exporter.files().items()}, "v1")
        binary = shutil.copy(harness.EXPORTER, self.folder / "reach_exporter")
        state = self.folder / "state"
        state.mkdir()
        context = {**exporter.pod["spec"].get("securityContext", {}),
                   **exporter.container["securityContext"]}
        for sysctl in context.get("sysctls", []):
            path = pathlib.Path("/proc/sys") / sysctl["name"].replace(".", "/")
            path.write_text(sysctl["value"])
        environment = [f"{name}={value}" for name, value in exporter.environment().items()]
        process = self.start("pod", [
            "unshare", "-m", "sh", "-c", CONTAINER, "sh", context["runAsUser"], state,
            "setpriv", f"--reuid={context['runAsUser']}", f"--regid={context['runAsGroup']}",
            "--clear-groups", "--inh-caps=-all", "--bounding-set=-all", "--no-new-privs",
            "env", "-i", *environment, binary,
            *exporter.arguments(self.folder / "config", state)])
        self.wait_until_up(process, f"{URL}/-/ready")
        return process

    def mount_config(self, files: dict, version: str):
        """Swaps the files of a ConfigMap as a kubelet does: one link, at once."""
        config = self.folder / "config"
        (config / f"..{version}").mkdir(parents=True)
        for name, text in files.items():
            (config / f"..{version}" / name).write_text(text)
            if not (config / name).is_symlink():
                (config / name).symlink_to(f"..data/{name}")
        (config / "..data_tmp").symlink_to(f"..{version}")
        (config / "..data_tmp").rename(config / "..data")

    def wait_for_sample(self, name: str, value: float = 1, **labels):
        harness.wait_for(
            lambda: value in exposition.find(exposition.parse(harness.scrape(URL)), name, **labels),
            f"{name} {labels} is {value}")


class SidecarTest(PodCase):

    def test_it_runs_without_root_capabilities_and_a_root_to_write_to(self):
        with namespaces.inside("pod"):
            pid = self.run_pod(self.exporter_of("rust")).pid
        status = pathlib.Path(f"/proc/{pid}/status").read_text()
        for line in (r"Uid:\t65532\t65532\t65532\t65532", r"Gid:\t65532\t65532\t65532\t65532",
                     r"CapEff:\t0+", r"CapBnd:\t0+", r"NoNewPrivs:\t1"):
            self.assertRegex(status, rf"(?m)^{line}$")
        mounts = pathlib.Path(f"/proc/{pid}/mountinfo").read_text()
        self.assertRegex(mounts, r"(?m)^\S+ \S+ \S+ \S+ / ro[, ]")

    def test_it_is_healthy_and_ready_while_its_game_is_refused(self):
        with namespaces.inside("pod"):
            self.run_pod(self.exporter_of("rust"))
            self.wait_for_sample("reach_port_state", target="made-up-0", check="query",
                                 state="refused")
            for path in ("/-/healthy", "/-/ready"):
                self.assertEqual(200, harness.get(URL + path)[0], path)

    def test_it_sees_which_game_ports_only_the_pod_itself_can_reach(self):
        with namespaces.inside("pod"):
            self.start("game", [sys.executable, "-c", LISTENER])
            harness.wait_for(lambda: "28016" in namespaces.run("ss", "-Hltn"), "the game listens")
            self.run_pod(self.exporter_of("rust"))
            self.wait_for_sample("reach_port_state", check="rcon", state="open")
            self.wait_for_sample("reach_listener", check="rcon", scope="loopback")
            self.wait_for_sample("reach_listener", check="query", scope="none")

    def test_a_config_map_that_changes_is_loaded_and_a_bad_one_stops_nothing(self):
        healthy = "reach_exporter_config_last_reload_successful"
        with namespaces.inside("pod"):
            self.run_pod(self.exporter_of("rust"))
            self.mount_config({"reach.yml": "targets: [{name: new, host: 127.0.0.1, "
                               "profile: minecraft}]\n"}, "v2")
            self.wait_for_sample("reach_check_info", target="new", check="game")
            self.mount_config({"reach.yml": "targets: nonsense\n"}, "v3")
            self.wait_for_sample(healthy, 0)
            self.wait_for_sample("reach_check_info", target="new", check="game")
            self.assertEqual(200, harness.get(f"{URL}/-/healthy")[0])


class CentralTest(PodCase):
    PINGED = ("- {name: self, host: 127.0.0.1, checks: [{name: ping, module: icmp}]}\n")

    def test_ping_works_by_the_sysctl_of_the_pod(self):
        with namespaces.inside("pod"):
            self.run_pod(self.exporter_of("outside"), self.PINGED)
            self.wait_for_sample("reach_port_state", target="self", state="open")

    def test_without_the_sysctl_ping_is_an_error_and_blames_nobody(self):
        exporter = self.exporter_of("outside")
        del exporter.pod["spec"]["securityContext"]["sysctls"]
        with namespaces.inside("pod"):
            (pathlib.Path("/proc/sys") / PING).write_text("1 0")
            self.run_pod(exporter, self.PINGED)
            self.wait_for_sample("reach_failure_info", target="self", reason="no_permission")
            self.wait_for_sample("reach_port_state", target="self", state="error")


class ServiceWithoutEndpointsTest(PodCase):
    """What deploy/kubernetes/README.md says about hostNetwork."""

    def setUp(self):
        super().setUp()
        namespaces.nft("node", NO_ENDPOINTS)

    def probe(self, name: str) -> str:
        """State and reason of the Service, seen from this namespace."""
        with namespaces.inside(name):
            _, output = cluster_tools.run(harness.EXPORTER, "probe", f"{SERVICE}:28016",
                                          "--output", "json")
        return re.sub(r'.*"state":"(\w+)","reason":"(\w+)".*\s*', r"\1 \2", output)

    def test_a_pod_is_refused_and_the_error_names_the_icmp_message(self):
        self.assertEqual("refused icmp_port_unreachable", self.probe("pod"))

    def test_an_exporter_with_the_network_of_the_node_is_blocked_by_its_own_kernel(self):
        self.assertEqual("error blocked_locally", self.probe("node"))


harness.main()
