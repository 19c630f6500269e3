#!/usr/bin/env python3
"""The exporter in simulated time serves what the real one serves: the same configuration, ports that
answer as the script says, and then the same series with the same states."""
import socket

import exposed
from live import harness, peers
from scenario import Script

import exposition

CONFIG = """
global: {{interval: 1s, timeout: 900ms, page_after: 5s, vantage: home}}
profiles: {profile}
targets:
- {{name: rust-main, host: 127.0.0.1, profile: rust-here, path: lan, labels: {{tier: gold}}}}
- name: closed
  host: 127.0.0.1
  path: lan
  checks:
  - {{name: tcp, module: tcp, port: {tcp}}}
  - {{name: udp, module: udp, port: {udp}}}
"""
SEEN = {"rust-main": {"game": "no_reply_required", "query": "reply", "rcon": "syn_ack"},
        "closed": {"tcp": "rst", "udp": "icmp_port_unreachable target"}}
# What is known of the host and from routes, and of the process, is no part of a script.
ELSEWHERE = ("reach_diagnosis", "reach_target_", "reach_downtime", "reach_outages", "reach_listener",
             "reach_exporter_", "reach_prober_online", "reach_wan", "reach_nat", "reach_ddns",
             "reach_game_", "reach_host")
SAME_VALUES = ("reach_port_state", "reach_probe_success", "reach_failure_info", "reach_check_info",
               "reach_page_after_seconds", "reach_probe_interval_seconds")


class ExposedTest(harness.Case):

    def setUp(self):
        super().setUp()
        rust = peers.RustServer(self)
        rust.start()
        self.config = CONFIG.format(profile=rust.profile("rust-here"), tcp=harness.free_port(),
                                    udp=harness.free_port(socket.SOCK_DGRAM))

    def real(self) -> list:
        """The samples once every check has had some results."""
        _, url = self.start_exporter(self.config)

        def probed():
            samples = exposition.parse(harness.scrape(url))
            return min(exposition.find(samples, "reach_probes_total")) >= 3 and samples
        return harness.wait_for(probed, "three results of every check")

    def simulated(self) -> list:
        script = Script().at(0, "exporter start")
        for target, seen in SEEN.items():
            script.see(0, target, seen)
        pages = list(exposed.scrapes(exposed.Exporter(self.config, script.text(61))))
        return exposition.parse("\n".join(pages[-1]))

    @staticmethod
    def told(samples) -> list:
        return [sample for sample in samples if sample.name.startswith("reach_") and
                not sample.name.startswith(ELSEWHERE)]

    def test_the_series_and_the_states_are_those_of_the_real_exporter(self):
        real, simulated = self.told(self.real()), self.told(self.simulated())
        self.assertEqual(sorted(sample.series() for sample in real),
                         sorted(sample.series() for sample in simulated))
        self.assertLess(100, len(real))
        states = [sorted((sample.series(), sample.value) for sample in samples
                         if sample.name in SAME_VALUES) for samples in (real, simulated)]
        self.assertEqual(*states)


harness.main()
