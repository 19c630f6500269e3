#!/usr/bin/env python3
"""What names do to checks: they go away, fail and change, with a real DNS server before the
exporter."""
import pathlib

import dns
import exposition
import harness


@harness.need("dnsmasq")
class NameTest(dns.NameCase):

    def test_name_that_does_not_exist_is_the_targets_fault_and_a_dead_server_is_ours(self):
        self.dns.start()
        self.begin("t: shop.test")
        self.wait_for_state("unreachable")
        self.assertEqual({"dns_nxdomain"}, self.reasons())
        self.assertEqual([0.0], exposition.find(self.samples(), "reach_probe_success"))
        self.dns.stop()
        self.wait_for_state("error")
        self.assertEqual({"dns_unavailable"}, self.reasons())
        self.assertEqual([], exposition.find(self.samples(), "reach_probe_success"))

    def test_servfail_is_an_error_of_ours(self):
        self.begin("t: shop.test", server=dns.BadServer(self, dns.SERVFAIL).address)
        self.wait_for_state("error")
        self.assertEqual({"dns_servfail"}, self.reasons())

    def test_answer_that_changes_keeps_the_series(self):
        self.dns.serve(shop=["127.0.0.2"])
        self.dns.start()
        self.begin("t: shop.test")

        def series():
            return {(sample.name, tuple(sorted(sample.labels.items())))
                    for sample in self.samples() if sample.name.endswith(("_state", "_total"))
                    and "check" in sample.labels}
        self.wait_for_state("open", target="t")
        before, probes = series(), exposition.find(self.samples(), "reach_probes_total")
        self.dns.serve(shop=["127.0.0.3"])
        self.wait_for_state("refused", target="t")
        self.assertEqual(before, series())
        self.assertGreater(exposition.find(self.samples(), "reach_probes_total"), probes)

    def test_server_that_answers_after_5_s_holds_up_no_other_check(self):
        # Many of both, so that every shard has some.
        self.begin(*(f"slow{i}: slow{i}.test" for i in range(50)),
                   *(f"fast{i}: 127.0.1.{i + 1}" for i in range(20)),
                   server=dns.BadServer(self, dns.SERVFAIL, delay=5).address)

        def first_result_of_a_slow_name():
            found = self.samples()
            last = "reach_last_probe_timestamp_seconds"
            return found if any(exposition.find(found, last, target=f"slow{i}")
                                for i in range(50)) else None
        found = harness.wait_for(first_result_of_a_slow_name, "a result of a slow name")
        for i in range(20):
            probes, = exposition.find(found, "reach_probes_total", target=f"fast{i}")
            self.assertGreaterEqual(probes, 3, f"fast{i} had to wait for the names")
        self.wait_for_state("error", target="slow0")
        self.assertEqual({"dns_timeout"}, self.reasons(target="slow0"))

    def test_dual_stack_name_with_a_dead_v6_is_down_only_where_v6_is_asked_for(self):
        if not pathlib.Path("/proc/net/if_inet6").read_text().strip():
            self.skipTest("no IPv6 on this host")
        self.dns.serve(shop=["127.0.0.2", "::1"])
        self.dns.start()
        self.begin("both: shop.test, family: both", "any: shop.test, family: any")
        self.wait_for_state("open", target="both", family="ip4")
        self.wait_for_state("refused", target="both", family="ip6")
        self.wait_for_state("open", target="any")


harness.main()
