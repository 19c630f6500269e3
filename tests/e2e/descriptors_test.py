#!/usr/bin/env python3
"""An exporter with 64 descriptors and far more to probe than that: what it cannot open has to wait
or is its own error, never the target's fault, and /metrics answers all the time."""
import http.client
import socket
import subprocess

import exposition
import harness
import peers

LIMIT = 64
CHECKS = 100  # of each kind: ports that answer in IPv4 and IPv6, and one that never does
# A silent target keeps its descriptor for the whole timeout.
CONFIG = """
global: {{interval: 1s, timeout: 500ms, confirm: 0}}
control: {{lan: off}}
targets:
{targets}
"""
BLAME = ("refused", "filtered", "unreachable", "silent")


def open_port(case: harness.Case, address: str) -> int:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.create_server((address, 0), family=family, backlog=1024)
    peers.accept_all(listener)
    case.addCleanup(listener.close)
    return listener.getsockname()[1]


def target(name: str, address: str, module: str, port: int) -> str:
    checks = ", ".join(f"{{name: c{i}, module: {module}, port: {port}}}" for i in range(CHECKS))
    return f'- {{name: {name}, host: "{address}", checks: [{checks}]}}'


@harness.need("prlimit")
class FewDescriptorsTest(harness.Case):

    def start_with_few(self, *more: str):
        """(process, its address): checks of ports that answer, on each family, and `more`."""
        self.open = ["open4"]
        targets = [target("open4", "127.0.0.1", "tcp", open_port(self, "127.0.0.1"))]
        if socket.has_ipv6:
            self.open.append("open6")
            targets.append(target("open6", "::1", "tcp", open_port(self, "::1")))
        config = self.write("reach.yml", CONFIG.format(targets="\n".join([*targets, *more])))
        port = harness.free_port()
        exporter = self.start("exporter", [
            "prlimit", f"--nofile={LIMIT}:{LIMIT}", harness.EXPORTER, f"--config.file={config}",
            f"--web.listen-address={harness.LOOPBACK}:{port}"])
        url = f"http://{harness.LOOPBACK}:{port}"
        self.wait_until_up(exporter, f"{url}/-/ready")
        return exporter, url

    def assert_nobody_is_blamed(self, samples):
        for name in self.open:
            for state in BLAME:
                self.assertNotIn(1.0, exposition.find(samples, "reach_port_state", target=name,
                                                      state=state), f"{name} is {state}")
            self.assertEqual({0.0}, set(exposition.find(samples, "reach_probe_failures_total",
                                                        target=name)))

    def test_checks_beyond_the_limit_wait_and_metrics_answer(self):
        silent = peers.silent_port(self)
        exporter, url = self.start_with_few(target("silent", "127.0.0.1", "tcp", silent))

        def probed():
            samples = exposition.parse(harness.scrape(url))
            self.assert_nobody_is_blamed(samples)
            used, = exposition.find(samples, "process_open_fds")
            self.assertLessEqual(used, LIMIT)
            self.assertNotIn(1.0, exposition.find(samples, "reach_port_state", state="error"))
            return samples if min(exposition.find(samples, "reach_probes_total")) >= 3 else None
        samples = harness.wait_for(probed, "three results of each check", 2 * harness.PATIENCE)
        for name in self.open:
            self.assertEqual([1.0] * CHECKS, exposition.find(
                samples, "reach_port_state", target=name, state="open"))
        self.assertEqual([1.0] * CHECKS, exposition.find(
            samples, "reach_port_state", target="silent", state="filtered"))
        self.assertEqual(1, exporter.output().count("lowered to fit the descriptor limit"),
                         exporter.output())

    def test_idle_clients_leave_room_for_the_next_scrape(self):
        _, url = self.start_with_few()
        port = int(url.rsplit(":", 1)[1])
        for _ in range(2 * LIMIT):
            client = socket.create_connection((harness.LOOPBACK, port))
            self.addCleanup(client.close)

        def probed():
            status, _, body = harness.get(f"{url}/metrics")
            if status != 200:  # told to come again later: all the places are taken
                self.assertEqual(503, status, body)
                return None
            samples = exposition.parse(body.decode())
            self.assert_nobody_is_blamed(samples)
            return min(exposition.find(samples, "reach_probes_total")) >= 3
        harness.wait_for(probed, "three results of each check, read by a client more")

    def test_descriptors_that_are_taken_away_are_the_exporters_own_error(self):
        exporter, url = self.start_with_few()
        scraper = http.client.HTTPConnection(url.removeprefix("http://"), timeout=harness.PATIENCE)
        self.addCleanup(scraper.close)

        def samples():  # over one connection, which needs no descriptor any more
            scraper.request("GET", "/metrics")
            return exposition.parse(scraper.getresponse().read().decode())

        def reasons():
            now = samples()
            self.assert_nobody_is_blamed(now)
            return {sample.labels["reason"] for sample in now
                    if sample.name == "reach_failure_info"}
        self.assertEqual(set(), reasons())
        subprocess.run(["prlimit", f"--pid={exporter.pid}", "--nofile=3:64"], check=True)
        harness.wait_for(lambda: "no_descriptors" in reasons(), "an error that says why")
        subprocess.run(["prlimit", f"--pid={exporter.pid}", "--nofile=64:64"], check=True)
        harness.wait_for(lambda: min(exposition.find(samples(), "reach_probe_success") or [0]) == 1
                         and not reasons(), "all is well again")


harness.main()
