#!/usr/bin/env python3
"""Scenarios of the alert lab with the real programs, side by side. Arguments: the cases to run."""
import concurrent.futures
import signal
import socket
import subprocess
import sys
import unittest

from live import LiveCase, harness, peers

import dns

NEEDED = ("prometheus", "prometheus-alertmanager")
CONFIG = """
profiles: {profile}
targets:
- {{name: rust-main, host: {host}, profile: rust-here, path: {path}}}
"""


def up(target: str, count: int) -> tuple[str, int, str]:
    return (f'sum(reach_probe_success{{target="{target}"}})', count, "all is well")


@harness.need(*NEEDED)
class ServerTest(LiveCase):

    def setUp(self):
        super().setUp()
        self.rust = peers.RustServer(self)
        self.rust.start()
        self.config = CONFIG.format(host="127.0.0.1", path="lan",
                                    profile=self.rust.profile("rust-here"))
        self.query = str(self.rust.query)

    def seen(self, state: str):
        self.wait_for_value(f'reach_port_state{{check="query",state="{state}"}}', 1,
                            f"the query port is {state}")

    def test_game_that_hangs_with_tcp_open_is_one_page(self):
        self.watch(self.exporter(self.config))
        self.wait_for_value(*up("rust-main", 3))
        self.rust.process.signal(signal.SIGSTOP)
        self.addCleanup(self.rust.process.signal, signal.SIGCONT)
        self.page()
        self.assertEqual(1, self.prometheus.value('reach_port_state{check="rcon",state="open"}'))
        self.rust.process.signal(signal.SIGCONT)
        self.wait_until_resolved()
        self.assert_one_page("ReachGameDown", "rust-main", self.query)

    def test_crash_loop_is_one_page(self):
        self.watch(self.exporter(self.config))
        self.wait_for_value(*up("rust-main", 3))
        self.rust.process.kill()
        while not self.pages():
            self.crash_while_loading()
        for _ in range(3):  # and it goes on after the page
            self.crash_while_loading()
        self.rust.start()
        self.wait_until_resolved()
        self.assert_one_page("ReachGameDown", "rust-main", self.query)

    def crash_while_loading(self):
        """The process is gone, then it has its socket and does not answer yet."""
        self.seen("refused")
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as loading:
            loading.bind((harness.LOOPBACK, self.rust.query))
            self.seen("filtered")
        self.seen("refused")

    def test_exporter_that_restarts_in_an_outage_pages_once(self):
        url = self.exporter(self.config, storage=True)
        self.watch(url)
        self.wait_for_value(*up("rust-main", 3))
        self.rust.process.kill()
        self.seen("refused")
        since = 'reach_down_since_timestamp_seconds{check="query"}'
        began = self.prometheus.value(since)
        self.restart(url)
        self.page()
        self.restart(url)
        harness.wait_for(lambda: self.prometheus.value(since), "the outage goes on")
        self.assertAlmostEqual(began, self.prometheus.value(since), delta=1)
        self.rust.start()
        self.wait_until_resolved()
        self.assert_one_page("ReachGameDown", "rust-main", self.query)

    def restart(self, url: str):
        self.process.stop()
        self.exporter(self.config, port=int(url.rsplit(":", 1)[1]), storage=True)

    def test_prometheus_that_restarts_in_an_outage_pages_once(self):
        self.watch(self.exporter(self.config))
        self.wait_for_value(*up("rust-main", 3))
        self.rust.process.kill()
        self.page()
        before = self.firing()
        self.prometheus.process.stop()
        self.prometheus.start()
        harness.wait_for(lambda: self.firing() >= before, "the same alerts fire")
        self.rust.start()
        self.wait_until_resolved()
        self.assert_one_page("ReachGameDown", "rust-main", self.query)


@harness.need(*NEEDED)
class HostTest(LiveCase):
    COUNT = 200
    ADDRESS = "127.77.0.1"  # where no other test takes a port that has just become free
    GROUP_WAIT = "20s"      # a busy machine does not probe 200 ports fifteen times as fast

    def test_200_ports_of_one_host_are_one_page(self):
        listeners = [socket.create_server((self.ADDRESS, 0)) for _ in range(self.COUNT)]
        ports = [listener.getsockname()[1] for listener in listeners]
        checks = "".join(f"  - {{name: p{port}, module: tcp, port: {port}}}\n" for port in ports)
        self.watch(self.exporter(f"targets:\n- name: farm\n  host: {self.ADDRESS}\n  path: lan\n"
                                 f"  checks:\n{checks}"))
        self.wait_for_value(*up("farm", self.COUNT))
        for listener in listeners:
            listener.close()
        alerts = self.page()
        self.assertEqual({str(port) for port in ports},
                         {alert["labels"]["port"] for alert in alerts if "port" in alert["labels"]})
        self.assert_one_page("ReachPortRefused", "farm", str(ports[0]))


@harness.need(*NEEDED, "dnsmasq")
class VantageTest(LiveCase):
    """Each vantage has a nameserver of its own: where the name leads is its way to the server."""
    NAMES = ("fra1", "ams1", "nyc1")

    def setUp(self):
        super().setUp()
        self.rust = peers.RustServer(self, rcon_open=False)
        self.rust.start()
        self.names, urls = {}, []
        for name in self.NAMES:
            self.names[name] = dns.Dnsmasq(self)
            self.names[name].serve(game=["127.0.0.1"])
            self.names[name].start()
            config = CONFIG.format(host="game.test", path="internet",
                                   profile=self.rust.profile("rust-here"))
            address = self.names[name].address
            urls.append(self.exporter(f'dns: {{nameservers: ["{address}"]}}\n{config}', name))
        self.watch(*urls)
        self.wait_for_value(*up("rust-main", 9))

    def test_broken_way_of_one_vantage_is_no_page_and_a_dead_server_is_one(self):
        self.names["fra1"].serve(game=["127.0.0.9"])
        self.wait_until_firing("ReachVantagesDisagree")
        self.assertEqual([], self.pages())
        self.names["fra1"].serve(game=["127.0.0.1"])
        self.wait_for_value(*up("rust-main", 9))
        self.rust.process.kill()
        self.page()
        self.rust.start()
        self.wait_until_resolved()
        self.assert_one_page("ReachQuorumDown", "rust-main", str(self.rust.query))


def run(case: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, __file__, case], capture_output=True, text=True)


def main() -> int:
    cases = [case.id().removeprefix("__main__.") for suite in
             unittest.defaultTestLoader.loadTestsFromModule(sys.modules["__main__"])
             for case in suite]
    good = True
    with concurrent.futures.ThreadPoolExecutor(len(cases)) as pool:
        for done in pool.map(run, cases):
            print(done.stdout + done.stderr, end="", flush=True)
            good &= done.returncode == 0
    return 0 if good else 1


if __name__ == "__main__":
    if sys.argv[1:]:
        harness.main()
    sys.exit(main())
