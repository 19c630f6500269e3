#!/usr/bin/env python3
"""Three exporters that divide the checks of one configuration and one target list."""
import collections
import json
import os
import subprocess

import dns
import exposition
import harness

SHARDS = 3
TOKEN = "0123456789abcdef"
CONFIG = """
global: {{interval: 1s, timeout: 500ms}}
dns: {{nameservers: ["{dns}"]}}
probe_api: {{allow: configured, tokens_file: tokens}}
targets:
{targets}
- {{name: many, host: many.test, resolve: all, checks: [{{name: c, module: tcp, port: 1}}]}}
- {{name: one, host: one.test, checks: [{{name: c, module: tcp, port: 1}}]}}
target_files:
- {{files: [lists/*.yml], refresh: 1h, defaults: {{module: tcp, port: 1, check: d}}}}
"""
STATIC = [f"127.0.1.{number}" for number in range(1, 31)]
DISCOVERED = [f"127.0.2.{number}" for number in range(1, 31)]


def samples(url: str):
    return exposition.parse(harness.scrape(url))


def checks(url: str) -> list:
    """(target, check, address) of every row, and its host."""
    return [tuple(sample.labels.get(label, "") for label in ("target", "check", "address", "host"))
            for sample in samples(url) if sample.name == "reach_probes_total"]


@harness.need("dnsmasq")
class ShardCase(harness.Case):

    def setUp(self):
        super().setUp()
        self.dns = dns.Dnsmasq(self)
        self.dns.serve(many=["127.0.3.1", "127.0.3.2", "127.0.3.3"], one=["127.0.3.9"])
        self.dns.start()
        self.write("tokens", TOKEN + "\n")
        (self.folder / "lists").mkdir()
        self.write_list(DISCOVERED)
        self.wanted = self.configure(STATIC)

    def configure(self, hosts: list) -> set:
        """Writes the configuration, and says what is to be probed by it."""
        targets = "\n".join(f"- {{name: s-{host}, host: {host}, checks: [{{name: c, module: tcp, "
                            f"port: 1}}, {{name: e, module: udp, port: 1}}]}}" for host in hosts)
        self.config = self.write("reach.yml", CONFIG.format(targets=targets, dns=self.dns.address))
        return ({(f"s-{host}", check, "", host) for host in hosts for check in "ce"} |
                {("many", "c", f"127.0.3.{i}", "many.test") for i in (1, 2, 3)} |
                {("one", "c", "", "one.test")})

    def write_list(self, hosts: list):
        beside = self.folder / "beside"
        beside.write_text(json.dumps([{"targets": hosts}]))
        os.replace(beside, self.folder / "lists" / "all.yml")

    def discovered(self, hosts: list) -> set:
        return {(host, "d", "", host) for host in hosts}

    def start_shards(self, total: int, *arguments) -> list:
        """The addresses of the exporters of all shards."""
        urls = []
        for index in range(total):
            port = harness.free_port()
            urls.append(f"http://{harness.LOOPBACK}:{port}")
            exporter = self.start(f"shard-{index}-of-{total}", [
                harness.EXPORTER, f"--config.file={self.config}", f"--shard.total={total}",
                f"--shard.index={index}", f"--web.listen-address={harness.LOOPBACK}:{port}",
                *arguments])
            self.wait_until_up(exporter, f"{urls[-1]}/-/ready")
        return urls

    def owners(self, urls: list, wanted: set) -> dict:
        """By check, the shard that has it, once all together have what is wanted, each once."""
        def divided():
            found = [checks(url) for url in urls]
            everything = [check for part in found for check in part]
            if collections.Counter(everything) != collections.Counter(wanted):
                return None
            return {check: index for index, part in enumerate(found) for check in part}
        return harness.wait_for(divided, f"each of {len(wanted)} checks once")


class DividedTest(ShardCase):

    def test_every_check_is_on_one_shard_and_a_host_is_never_divided(self):
        owners = self.owners(self.start_shards(SHARDS), self.wanted | self.discovered(DISCOVERED))
        self.assertEqual(set(range(SHARDS)), set(owners.values()))
        by_host = collections.defaultdict(set)
        for (_, _, _, host), shard in owners.items():
            by_host[host].add(shard)
        self.assertEqual({1}, {len(shards) for shards in by_host.values()})

    def test_a_list_that_changes_is_divided_anew_and_moves_nothing_that_stays(self):
        urls = self.start_shards(SHARDS)
        before = self.owners(urls, self.wanted | self.discovered(DISCOVERED))
        hosts = DISCOVERED[5:] + [f"127.0.2.{number}" for number in range(100, 110)]
        self.write_list(hosts)
        after = self.owners(urls, self.wanted | self.discovered(hosts))
        for check in before.keys() & after.keys():
            self.assertEqual(before[check], after[check], check)

    def test_a_reload_is_divided_anew_and_moves_nothing_that_stays(self):
        urls = self.start_shards(SHARDS, "--config.auto-reload-interval=200ms")
        before = self.owners(urls, self.wanted | self.discovered(DISCOVERED))
        wanted = self.configure(STATIC[3:] + ["127.0.1.100", "127.0.1.101"])
        after = self.owners(urls, wanted | self.discovered(DISCOVERED))
        for check in before.keys() & after.keys():
            self.assertEqual(before[check], after[check], check)

    def test_one_shard_more_takes_its_share_and_moves_nothing_else(self):
        wanted = self.wanted | self.discovered(DISCOVERED)
        before = self.owners(self.start_shards(SHARDS), wanted)
        after = self.owners(self.start_shards(SHARDS + 1), wanted)
        moved = [check for check in wanted if before[check] != after[check]]
        self.assertEqual({SHARDS}, {after[check] for check in moved})
        # The names and so the result are fixed: a quarter of 94, and not half of them.
        self.assertTrue(10 <= len(moved) <= 40, len(moved))

    def test_by_check_a_host_may_be_divided(self):
        owners = self.owners(self.start_shards(SHARDS, "--shard.by=check"),
                             self.wanted | self.discovered(DISCOVERED))
        apart = [host for host in STATIC
                 if owners[(f"s-{host}", "c", "", host)] != owners[(f"s-{host}", "e", "", host)]]
        self.assertTrue(apart)


class ShownTest(ShardCase):

    def test_each_shard_says_who_it_is_and_shows_its_part_alone(self):
        urls = self.start_shards(SHARDS)
        owners = self.owners(urls, self.wanted | self.discovered(DISCOVERED))
        for index, url in enumerate(urls):
            own = {check for check, shard in owners.items() if shard == index}
            found = samples(url)
            self.assertEqual([float(index)], exposition.find(found, "reach_exporter_shard_ordinal"))
            self.assertEqual([float(SHARDS)], exposition.find(found, "reach_exporter_total_shards"))
            self.assertEqual([float(len(own))], exposition.find(found, "reach_exporter_checks"))
            listed = json.loads(harness.get(f"{url}/sd")[2])
            self.assertEqual({check[0] for check in own},
                             {group["labels"]["__reach_target"] for group in listed})
            page = harness.get(f"{url}/")[2].decode()
            self.assertIn(f"the checks of shard {index}; there are {SHARDS} shards", page)
            for target, *_ in owners:
                shown = f">{target}<" in page
                self.assertEqual(target in {check[0] for check in own}, shown, target)

    def test_each_shard_may_be_asked_about_the_targets_of_all(self):
        urls = self.start_shards(SHARDS)
        self.owners(urls, self.wanted | self.discovered(DISCOVERED))
        for url in urls:
            for host in (STATIC[0], STATIC[1], DISCOVERED[0], DISCOVERED[1]):
                status, _, body = harness.get(f"{url}/api/v1/probe?target={host}&port=1&module=tcp",
                                              {"Authorization": f"Bearer {TOKEN}"})
                self.assertEqual((200, "refused"), (status, json.loads(body)["state"]), host)

    def test_an_exporter_alone_is_shard_0_of_1(self):
        _, url = self.start_exporter("targets: [{name: a, host: 127.0.0.1, checks: "
                                     "[{module: tcp, port: 1}]}]\n")
        found = samples(url)
        self.assertEqual([0.0], exposition.find(found, "reach_exporter_shard_ordinal"))
        self.assertEqual([1.0], exposition.find(found, "reach_exporter_total_shards"))
        self.assertNotIn("shard", harness.get(f"{url}/")[2].decode())


class CommandLineTest(harness.Case):

    def run_with(self, *arguments):
        path = self.write("reach.yml", "targets: [{name: a, host: 127.0.0.1, checks: "
                                       "[{module: tcp, port: 1}]}]\n")
        return subprocess.run([harness.EXPORTER, f"--config.file={path}", "--config.check",
                               *arguments],
                              capture_output=True, text=True, timeout=harness.PATIENCE)

    def test_wrong_shards_end_with_3_and_say_what_is_wrong(self):
        for arguments, word in (
                (["--shard.index=1"], "--shard.index requires --shard.total"),
                (["--shard.by=host"], "--shard.by requires --shard.total"),
                (["--shard.total=3"], "--shard.total: needs --shard.index too, from 0 to 2"),
                (["--shard.total=3", "--shard.index=3"],
                 "--shard.index: 3 is too large: with --shard.total=3 the last one is 2"),
                (["--shard.total=0", "--shard.index=0"], "--shard.total"),
                (["--shard.total=-1", "--shard.index=0"], "--shard.total"),
                (["--shard.total=1001", "--shard.index=0"], "--shard.total"),
                (["--shard.total=three", "--shard.index=0"], "--shard.total"),
                (["--shard.total=3", "--shard.index=-1"], "must be a number, or a pod's name"),
                (["--shard.total=3", "--shard.index="], "--shard.index"),
                (["--shard.total=3", "--shard.index=$(POD_NAME)"], "must be a number"),
                (["--shard.total=3", "--shard.index=0", "--shard.by=port"], "--shard.by")):
            got = self.run_with(*arguments)
            self.assertEqual(3, got.returncode, arguments)
            self.assertIn(word, got.stderr, arguments)

    def test_a_pods_name_is_as_good_as_its_number(self):
        said = [self.run_with("--shard.total=3", f"--shard.index={index}")
                for index in (1, "reach-exporter-1")]
        self.assertEqual(["", ""], [got.stderr for got in said])
        self.assertEqual(said[0].stdout, said[1].stdout)
        self.assertRegex(said[0].stdout, r"ok, 1 checks, [01] of them on shard 1\n")


harness.main()
