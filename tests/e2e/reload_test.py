#!/usr/bin/env python3
"""Reloads of a running exporter: nothing is lost, doubled or reset, and a bad file changes nothing."""
import collections
import http.client
import signal
import socket

import exposition
import harness


def config(targets, port: int, interval="200ms") -> str:
    """Checks of one listening port, under many addresses of loopback."""
    lines = [f"global: {{interval: {interval}, timeout: 150ms, confirm: 0}}", "targets:"]
    for number in targets:
        lines.append(f"- {{name: t{number}, host: 127.0.{number // 250}.{number % 250 + 1}, "
                     f"checks: [{{name: game, module: tcp, port: {port}}}]}}")
    return "\n".join(lines) + "\n"


class ReloadTest(harness.Case):

    def setUp(self):
        super().setUp()
        listener = socket.create_server(("0.0.0.0", 0), backlog=4096)
        self.addCleanup(listener.close)
        self.port = listener.getsockname()[1]

    def samples(self, url: str):
        return exposition.parse(harness.scrape(url))

    def reload(self, url: str):
        """(status, text) of POST /-/reload."""
        status, _, body = self.post(f"{url}/-/reload")
        return status, body.decode()

    def post(self, url: str):
        host, path = url.removeprefix("http://").split("/", 1)
        connection = http.client.HTTPConnection(host, timeout=60)
        connection.request("POST", "/" + path)
        reply = connection.getresponse()
        return reply.status, reply.headers, reply.read()

    def assert_consistent(self, samples, allowed):
        """No series twice, and exactly the checks of one of the configurations."""
        series = collections.Counter(sample.series() for sample in samples)
        self.assertEqual([], [name for name, count in series.items() if count > 1][:3])
        checks = {sample.labels["target"] for sample in samples if sample.name == "reach_probes_total"}
        self.assertIn(checks, allowed)

    def test_two_hundred_reloads_under_load_lose_double_and_reset_nothing(self):
        few, many = range(0, 300), range(0, 600)
        sets = [{f"t{n}" for n in few}, {f"t{n}" for n in many}]
        _, url = self.start_exporter(config(few, self.port))
        counters = {}
        for turn in range(200):
            self.write("reach.yml", config(many if turn % 2 == 0 else few, self.port))
            self.assertEqual(200, self.reload(url)[0])
            samples = self.samples(url)
            self.assert_consistent(samples, sets)
            for sample in samples:
                if sample.name != "reach_probes_total" or sample.labels["target"] not in sets[0]:
                    continue
                self.assertGreaterEqual(sample.value, counters.get(sample.series(), 0))
                counters[sample.series()] = sample.value
        self.assertEqual(300, len(counters))
        before = sum(counters.values())
        harness.wait_for(
            lambda: sum(exposition.find(self.samples(url), "reach_probes_total")) > before + 1000,
            "probing goes on after the reloads")
        print(f"NOTE results counted over 200 reloads: {before:.0f}")

    def test_a_bad_file_changes_nothing_but_the_gauge_and_one_log_line(self):
        process, url = self.start_exporter(config(range(3), self.port))
        self.write("reach.yml", "targets:\n- {nmae: x}\n")
        status, text = self.reload(url)
        self.assertEqual(500, status)
        self.assertIn("reach.yml:2: ", text)
        samples = self.samples(url)
        self.assertEqual([0.0], exposition.find(
            samples, "reach_exporter_config_last_reload_successful"))
        self.assert_consistent(samples, [{"t0", "t1", "t2"}])
        self.assertEqual(1, process.output().count("configuration refused"))
        self.write("reach.yml", config(range(2), self.port))
        self.assertEqual(200, self.reload(url)[0])
        samples = self.samples(url)
        self.assertEqual([1.0], exposition.find(
            samples, "reach_exporter_config_last_reload_successful"))
        self.assert_consistent(samples, [{"t0", "t1"}])

    def test_sighup_and_a_changed_file_reload_too(self):
        process, url = self.start_exporter(config(range(1), self.port),
                                           "--config.auto-reload-interval=100ms")

        def targets():
            return {s.labels["target"] for s in self.samples(url) if s.name == "reach_probes_total"}
        self.write("reach.yml", config(range(2), self.port))
        harness.wait_for(lambda: targets() == {"t0", "t1"}, "the changed file is in force")
        replacement = self.write("new.yml", config(range(3), self.port))
        replacement.rename(self.folder / "reach.yml")
        harness.wait_for(lambda: targets() == {"t0", "t1", "t2"}, "the replaced file is in force")
        process.signal(signal.SIGHUP)
        harness.wait_for(lambda: "trigger=SIGHUP" in process.output(), "SIGHUP reloads")

    def test_a_check_that_goes_and_comes_back_begins_anew(self):
        _, url = self.start_exporter(config(range(2), self.port))

        def probes(target):
            return exposition.find(self.samples(url), "reach_probes_total", target=target)
        harness.wait_for(lambda: probes("t1") and probes("t1")[0] > 3, "some results")
        self.write("reach.yml", config(range(1), self.port))
        self.reload(url)
        self.assertEqual([], probes("t1"))
        self.write("reach.yml", config(range(2), self.port, interval="100s"))
        self.reload(url)
        self.assertLess(probes("t1")[0], 3)


harness.main()
