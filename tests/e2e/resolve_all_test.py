#!/usr/bin/env python3
"""A check for each address of a name, while the addresses come and go in a real DNS server."""
import glob
import json
import unittest

import dns
import exposition
import harness

LIBRARY = (glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1") or [None])[0]


class AddressCase(dns.NameCase):

    def rows(self) -> set:
        """The addresses that have series; that of the name itself is ""."""
        return {sample.labels.get("address", "") for sample in self.samples()
                if sample.name == "reach_probes_total"}

    def wait_for_rows(self, *addresses):
        harness.wait_for(lambda: self.rows() == set(addresses), f"rows {addresses}")

    def probes(self, address: str) -> float:
        return exposition.find(self.samples(), "reach_probes_total", address=address)[0]


@harness.need("dnsmasq")
class AllAddressesTest(AddressCase):

    def test_each_address_has_its_state_and_one_that_is_added_gets_a_row(self):
        self.dns.serve(shop=["127.0.0.2", "127.0.0.3"])
        self.dns.start()
        self.begin("t: shop.test, resolve: all", "one: shop.test")
        self.wait_for_state("open", target="t", address="127.0.0.2")
        self.wait_for_state("refused", target="t", address="127.0.0.3")
        self.wait_for_rows("127.0.0.2", "127.0.0.3", "")  # the last one is the other target's
        before = self.probes("127.0.0.2")
        self.dns.serve(shop=["127.0.0.2", "127.0.0.3", "127.0.0.4"])
        self.wait_for_state("refused", target="t", address="127.0.0.4")
        self.assertGreaterEqual(self.probes("127.0.0.2"), before)
        status, _, page = harness.get(self.url)
        self.assertEqual(200, status)
        self.assertIn(b"127.0.0.4", page)
        listed = json.loads(harness.get(f"{self.url}/sd")[2])
        self.assertEqual([("t", "all"), ("one", None)],
                         [(group["labels"]["__reach_target"],
                           group["labels"].get("__reach_resolve")) for group in listed])

    def test_name_without_an_address_is_still_seen_and_a_dead_resolver_takes_nothing(self):
        self.dns.serve(shop=["127.0.0.2"])
        self.dns.start()
        self.begin("t: shop.test, resolve: all", "gone: gone.test, resolve: all")
        self.wait_for_state("open", target="t", address="127.0.0.2")
        self.wait_for_state("unreachable", target="gone")
        self.assertEqual({"dns_nxdomain"}, self.reasons(target="gone"))
        self.dns.serve()
        self.wait_for_state("unreachable", target="t")
        self.wait_for_rows("127.0.0.2", "")
        self.dns.serve(shop=["127.0.0.2"], gone=["127.0.0.3"])
        self.wait_for_rows("127.0.0.2", "127.0.0.3")
        self.dns.stop()
        before = self.probes("127.0.0.2")
        harness.wait_for(lambda: self.probes("127.0.0.2") >= before + 40, "8 seconds of results")
        self.assertEqual({"127.0.0.2", "127.0.0.3"}, self.rows())

    def test_targets_of_a_list_have_a_row_for_each_address_too(self):
        self.dns.serve(shop=["127.0.0.2", "127.0.0.3"])
        self.dns.start()
        self.write("list.yml", f"- {{targets: ['shop.test:{self.port}'], "
                   "labels: {__reach_resolve: all, address: mine}}")
        config = f"""dns: {{nameservers: ["{self.dns.address}"]}}
target_files: [{{files: [list.yml], defaults: {{module: tcp}}}}]
"""
        _, self.url = self.start_exporter(config)
        self.wait_for_state("open", address="127.0.0.2", exported_address="mine")
        self.wait_for_state("refused", address="127.0.0.3", exported_address="mine")


@unittest.skipUnless(LIBRARY, "not installed: faketime")
@harness.need("dnsmasq")
class ExpiryTest(AddressCase):
    """libfaketime turns the exporter's clock on: five minutes are over at once."""

    def turn_clock_to(self, seconds: int):
        self.write("offset.new", f"+{seconds}").rename(self.folder / "offset")

    def test_row_goes_five_minutes_after_its_address_left_the_dns(self):
        offset = self.write("offset", "+0")
        self.dns.serve(shop=["127.0.0.2", "127.0.0.3"])
        self.dns.start()
        self.begin("t: shop.test, resolve: all", prefix=[
            "env", f"LD_PRELOAD={LIBRARY}", f"FAKETIME_TIMESTAMP_FILE={offset}",
            "FAKETIME_NO_CACHE=1"])
        self.wait_for_rows("127.0.0.2", "127.0.0.3")
        # What comes after the removal tells that the removal was seen.
        self.dns.serve(shop=["127.0.0.2", "127.0.0.4"])
        self.wait_for_rows("127.0.0.2", "127.0.0.3", "127.0.0.4")
        self.turn_clock_to(240)
        self.wait_for_state("refused", address="127.0.0.4")
        self.assertEqual({"127.0.0.2", "127.0.0.3", "127.0.0.4"}, self.rows())
        self.turn_clock_to(310)
        self.wait_for_rows("127.0.0.2", "127.0.0.4")


harness.main()
