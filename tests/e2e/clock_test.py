#!/usr/bin/env python3
"""A wall clock that is stepped under the running exporter: no time that it measures changes, and
every timestamp is right again at the next scrape. libfaketime moves the wall clock only; the kernel
goes on stamping packets with the real one, which is as far off as a step can be."""
import glob
import time
import unittest

import exposition
import harness
import peers

LIBRARY = (glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1") or [None])[0]
HOUR = 3600
CONFIG = """
global: {{interval: 500ms, timeout: 400ms, confirm: 0}}
profiles: {profile}
targets:
- {{name: rust, host: 127.0.0.1, profile: here, path: lan}}
- name: closed
  host: 127.0.0.1
  checks: [{{name: nothing, module: tcp, port: {closed}}}]
"""


@unittest.skipUnless(LIBRARY, "not installed: faketime")
class SteppedClockTest(harness.Case):

    def setUp(self):
        super().setUp()
        self.offset = self.write("offset", "+0")
        rust = peers.RustServer(self)
        rust.start()
        self.port = harness.free_port()
        config = self.write("reach.yml", CONFIG.format(profile=rust.profile("here").replace(
            "interval: 1s", "interval: 500ms"), closed=harness.free_port()))
        exporter = self.start("exporter", [
            "env", f"LD_PRELOAD={LIBRARY}", f"FAKETIME_TIMESTAMP_FILE={self.offset}",
            "FAKETIME_NO_CACHE=1", "FAKETIME_DONT_FAKE_MONOTONIC=1", "DONT_FAKE_MONOTONIC=1",
            harness.EXPORTER, f"--config.file={config}",
            f"--web.listen-address={harness.LOOPBACK}:{self.port}"])
        self.url = f"http://{harness.LOOPBACK}:{self.port}"
        self.wait_until_up(exporter, f"{self.url}/-/ready")

    def samples(self):
        return exposition.parse(harness.scrape(self.url))

    def step(self, seconds: int):
        """As an administrator or NTP does: at once."""
        fresh = self.write("offset.new", f"{seconds:+d}")
        fresh.rename(self.offset)

    def after_more_results(self, count: int):
        """The samples, once every check has so many more results, or the failure if they came
        faster than the interval allows."""
        start = time.monotonic()
        before = exposition.find(self.samples(), "reach_probes_total")

        def more():
            now = exposition.find(self.samples(), "reach_probes_total")
            passed = time.monotonic() - start
            for old, new in zip(before, now):
                self.assertLessEqual(new - old, passed / 0.5 + 2, "more results than intervals")
            return all(new - old >= count for old, new in zip(before, now))
        harness.wait_for(more, f"{count} more results of each check")
        return self.samples()

    def check(self, offset: int, samples, down_since: float):
        """All timestamps bear the wall clock's step, and no measured time does."""
        last = exposition.find(samples, "reach_last_probe_timestamp_seconds")
        for value in last:
            self.assertAlmostEqual(time.time() + offset, value, delta=harness.PATIENCE)
        again, = exposition.find(samples, "reach_down_since_timestamp_seconds")
        self.assertAlmostEqual(down_since + offset, again, delta=1)
        for name in ("reach_rtt_seconds", "reach_probe_rtt_seconds_sum",
                     "reach_probe_duration_seconds"):
            values = exposition.find(samples, name)
            self.assertTrue(values)
            for value in values:
                self.assertTrue(0 <= value < harness.PATIENCE, f"{name} {value}")
        for value in exposition.find(samples, "reach_rtt_seconds"):
            self.assertGreater(value, 0)
        self.assertEqual([1], exposition.find(samples, "reach_port_state", check="query",
                                              state="open"))

    def test_step_of_an_hour_forwards_and_back_changes_no_rtt_and_no_interval(self):
        samples = self.after_more_results(2)
        down_since, = exposition.find(samples, "reach_down_since_timestamp_seconds")
        self.check(0, samples, down_since)
        for offset in (HOUR, -HOUR, 0):
            self.step(offset)
            self.check(offset, self.after_more_results(3), down_since)


harness.main()
