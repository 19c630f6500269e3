#!/usr/bin/env python3
"""What the exporter remembers over a restart, however it ended."""
import random
import signal
import socket
import threading
import time

import exposition
import harness

CONFIG = """
global: {{interval: 1s, timeout: 900ms, confirm: 0}}
storage: {{path: memory}}
targets:
- name: here
  host: 127.0.0.1
  checks:
  - {{name: up, module: tcp, port: {up}}}
  - {{name: down, module: tcp, port: {down}}}
"""
DOWN, CHANGED = "reach_down_since_timestamp_seconds", "reach_state_changed_timestamp_seconds"
# Times are kept in tenths of a second, and the offset of the clocks moves by as much.
ROUNDING = 0.5


def listen(case: harness.Case, port: int = 0) -> socket.socket:
    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((harness.LOOPBACK, port))
    listener.listen(64)
    case.addCleanup(listener.close)
    return listener


class Flapping(threading.Thread):
    """Ports that open and close all the time."""

    def __init__(self, ports):
        super().__init__(daemon=True)
        self.ports, self._end = ports, threading.Event()
        self.start()

    def run(self):
        while not self._end.is_set():
            for port in self.ports:
                with socket.socket() as listener:
                    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                    try:
                        listener.bind((harness.LOOPBACK, port))
                        listener.listen(8)
                    except OSError:
                        pass  # a probe has this port as its own one: closed for this time
                    self._end.wait(0.02)

    def stop(self):
        self._end.set()
        self.join()


class RestartTest(harness.Case):

    def setUp(self):
        super().setUp()
        self.listener = listen(self)
        self.config = CONFIG.format(up=self.listener.getsockname()[1], down=harness.free_port())
        self.file = self.folder / "memory" / "memory"

    def samples(self, url: str):
        return exposition.parse(harness.scrape(url))

    def results(self, url: str):
        """The samples, once both checks have a result."""
        def both():
            samples = self.samples(url)
            return samples if min(exposition.find(samples, "reach_probes_total")) > 0 else None
        return harness.wait_for(both, "a result of both checks")

    def check_same_times(self, before, after):
        self.assertEqual([], exposition.find(after, DOWN, check="up"))
        for name, check in ((DOWN, "down"), (CHANGED, "down"), (CHANGED, "up")):
            old, = exposition.find(before, name, check=check)
            new, = exposition.find(after, name, check=check)
            self.assertAlmostEqual(old, new, delta=ROUNDING, msg=f"{name} of {check}")

    def written(self) -> bool:
        return self.file.exists() and {"open", "refused"} <= {
            line.split("\t")[0] for line in self.file.read_text().splitlines()}

    def wait_a_little(self, url: str):
        """So long that a time that began anew would show."""
        start, = exposition.find(self.samples(url), DOWN, check="down")
        harness.wait_for(lambda: time.time() - start > 4 * ROUNDING, "time that passes")

    def test_times_survive_kill_9(self):
        exporter, url = self.start_exporter(self.config)
        before = self.results(url)
        harness.wait_for(self.written, "both transitions in the file")
        self.wait_a_little(url)
        exporter.kill()
        _, url = self.start_exporter(self.config)
        self.check_same_times(before, self.results(url))

    def test_sigterm_writes_what_is_not_written_yet(self):
        exporter, url = self.start_exporter(self.config)
        before = self.results(url)
        exporter.signal(signal.SIGTERM)
        self.assertEqual(0, exporter.wait())
        self.assertTrue(self.written())
        harness.wait_for(lambda: time.time() - self.file.stat().st_mtime > 4 * ROUNDING, "time")
        _, url = self.start_exporter(self.config)
        self.check_same_times(before, self.results(url))

    def test_before_its_first_result_a_check_is_unknown_but_down_since_it_was(self):
        exporter, url = self.start_exporter(self.config)
        down, = exposition.find(self.results(url), DOWN, check="down")
        exporter.stop()
        # One attempt in ten seconds: the other check waits for its first result.
        slow = self.config + "limits: {attempts_per_second: 0.1}\n"
        _, url = self.start_exporter(slow)
        samples = self.samples(url)
        waiting = [sample.labels["check"] for sample in samples
                   if sample.name == "reach_probes_total" and sample.value == 0]
        self.assertTrue(waiting)
        for check in waiting:
            self.assertEqual([1], exposition.find(samples, "reach_port_state", check=check,
                                                  state="unknown"))
            self.assertEqual([], exposition.find(samples, "reach_probe_success", check=check))
            self.assertEqual([], exposition.find(samples, CHANGED, check=check))
        again, = exposition.find(samples, DOWN, check="down")
        self.assertAlmostEqual(down, again, delta=ROUNDING)

    def test_port_that_recovered_meanwhile_is_not_down_any_more(self):
        exporter, url = self.start_exporter(self.config)
        self.results(url)
        exporter.stop()
        listen(self, int(self.config.split("port: ")[-1].split("}")[0]))
        _, url = self.start_exporter(self.config)
        self.assertEqual([], exposition.find(self.results(url), DOWN))

    def test_damaged_file_is_kept_aside_and_said_once(self):
        self.file.parent.mkdir()
        self.file.write_text("reach_exporter memory\t1\t1750000000000\nopen\t17")
        exporter, url = self.start_exporter(self.config)
        self.results(url)
        self.assertEqual(1, exporter.output().count("nothing is remembered"))
        self.assertTrue((self.file.parent / "memory.bad").exists())
        harness.wait_for(self.written, "a good file again")

    def test_folder_that_cannot_be_written_is_a_warning_and_no_end(self):
        in_the_way = self.write("file", "")
        exporter, url = self.start_exporter(self.config, f"--storage.path={in_the_way}/memory")
        self.results(url)
        self.assertIn("goes on without memory", exporter.output())
        self.assertIn("Not a directory", exporter.output())
        self.assertFalse(self.file.exists(), "the flag wins over the configuration")

    def test_second_exporter_on_the_folder_leaves_it_to_the_first(self):
        first, url = self.start_exporter(self.config)
        self.results(url)
        harness.wait_for(self.written, "the file of the first")
        first_log = first.output()
        second, other = self.start_exporter(self.config.replace("interval: 1s", "interval: 2s"))
        self.results(other)
        self.assertIn("another reach_exporter uses this folder", second.output())
        self.assertNotIn("another reach_exporter", first_log)

    def test_without_a_path_it_says_once_that_it_remembers_nothing(self):
        exporter, url = self.start_exporter(self.config.replace("storage: {path: memory}\n", ""))
        self.results(url)
        self.assertEqual(1, exporter.output().count("nothing is remembered over a restart"))
        self.assertFalse(self.file.parent.exists())


class KillTest(harness.Case):
    KILLS = 30
    CHECKS = 400

    def config(self, ports) -> str:
        checks = "\n".join(f"  - {{name: c{i}, module: tcp, port: {ports[i % len(ports)]}}}"
                           for i in range(self.CHECKS))
        return ("global: {interval: 250ms, timeout: 200ms, confirm: 0}\n"
                "limits: {in_flight_per_host: 400, attempts_per_second_per_host: 5000}\n"
                f"targets:\n- name: many\n  host: {harness.LOOPBACK}\n  checks:\n{checks}\n")

    def test_file_is_whole_after_kill_9_at_any_moment(self):
        flapping = Flapping([harness.free_port() for _ in range(5)])
        self.addCleanup(flapping.stop)
        memory = self.folder / "memory"
        config, dice, half = self.config(flapping.ports), random.Random(10836), 0
        exporter, _ = self.start_exporter(config, f"--storage.path={memory}")
        for kill in range(self.KILLS):
            # The first write comes a second after the start: most ends fall before, in and behind.
            time.sleep(dice.uniform(0.6, 1.6))
            exporter.kill()
            half += (memory / "memory.new").exists()
            exporter, _ = self.start_exporter(config, f"--storage.path={memory}")
            self.assertNotIn("nothing is remembered", exporter.output(), f"kill {kill}")
            self.assertNotIn("without memory", exporter.output(), f"kill {kill}")
        self.assertFalse((memory / "memory.bad").exists())
        exporter.signal(signal.SIGTERM)
        self.assertEqual(0, exporter.wait())
        lines = (memory / "memory").read_text().splitlines()
        self.assertEqual(self.CHECKS + 2, len(lines))
        print(f"NOTE {half} of {self.KILLS} kills left a write half done beside the whole file")


harness.main()
