#!/usr/bin/env python3
"""The log of the running exporter: it survives a storm, and no secret is ever in it."""
import json
import re
import signal

import exposition
import harness

STORM = 10_000
SECRETS = ("sesame-token", "sesame-password", "sesame-header", "sesame-query", "sesame-user")
CONFIG = """
global: {{interval: 1s, timeout: 500ms, confirm: 0}}
target_files:
- http_sd:
    url: "http://127.0.0.1:{port}/sd?key=sesame-query"
    refresh: 1s
    headers: {{X-Key: sesame-header}}
    {auth}
"""


class LogTest(harness.Case):

    def lines(self, exporter):
        return [json.loads(line) for line in exporter.output().splitlines()]

    def test_ten_thousand_transitions_are_a_few_lines_and_one_that_says_so(self):
        self.write("list.yml", json.dumps([{"targets": [
            f"127.1.{i // 250}.{i % 250 + 1}" for i in range(STORM)]}]))
        exporter, url = self.start_exporter(
            "global: {interval: 60s, confirm: 0}\ncontrol: {lan: off}\n"
            f"target_files: [{{files: [list.yml], defaults: {{module: tcp, "
            f"port: {harness.free_port()}}}}}]\n", "--log.format=json")

        def probed():
            return sum(exposition.find(exposition.parse(harness.scrape(url)),
                                       "reach_probes_total")) >= STORM
        harness.wait_for(probed, "a result of each")
        exporter.signal(signal.SIGTERM)
        self.assertEqual(0, exporter.wait())
        lines = self.lines(exporter)
        written = sum("reason" in line for line in lines)
        left_out = sum(int(line.get("left_out", 0)) for line in lines)
        self.assertLess(written, STORM / 10)
        # A check that was starved first has two transitions.
        self.assertGreaterEqual(written + left_out, STORM)
        self.assertLess(written + left_out, 2 * STORM)

    def test_no_secret_is_in_the_log_at_debug_level_whatever_goes_wrong(self):
        for auth in ("authorization: {credentials: sesame-token}",
                     "basic_auth: {username: u, password: sesame-password}"):
            exporter, _ = self.start_exporter(
                CONFIG.format(port=harness.free_port(), auth=auth), "--log.level=debug",
                "--log.format=json")
            harness.wait_for(lambda: "list of targets refused" in exporter.output(), "a failure")
            for wrong in ("url: 'http://sesame-user:sesame-password@127.0.0.1/'",
                          "url: http://127.0.0.1/?sesame-query, headers: {'a b': sesame-header}",
                          "url: http://127.0.0.1/, authorization: {credentials: "
                          "'sesame-token\\n', type: 'a b'}"):
                refusals = exporter.output().count("configuration refused")
                self.write("reach.yml", f"target_files: [{{http_sd: {{{wrong}}}, x: 1}}]")
                exporter.signal(signal.SIGHUP)
                harness.wait_for(lambda: exporter.output().count("configuration refused") >
                                 refusals, "a refusal")
            self.assertTrue(self.lines(exporter))
            for secret in SECRETS:
                self.assertIsNone(re.search(secret, exporter.output()), secret)
            exporter.stop()
            exporter.log.unlink()


harness.main()
