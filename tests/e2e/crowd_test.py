#!/usr/bin/env python3
"""5,000 checks on one host, far more than its cap lets through: the host never sees more attempts at
once than the cap allows, and every check gets its turn as often as any other."""
import selectors
import socket
import threading

import exposition
import harness

CHECKS = 5000
CAP = 8
ROUNDS = 3
# Each check asks for a greeting, so that its connection lasts until the server likes.
HEAD = f"""
global: {{interval: 2s, timeout: 2s, confirm: 0, metrics: lean}}
limits: {{in_flight_per_host: {CAP}, attempts_per_second_per_host: 2000}}
control: {{lan: off}}
modules: {{greeting: {{prober: tcp, tcp: {{query_response: [{{expect: "^hello"}}]}}}}}}
targets:
- name: crowd
  host: 127.0.0.1
  checks:
"""


class SlowToGreet:
    """Greets nobody before CAP clients are waiting, and then everybody: a client that is kept within
    the cap is always greeted, and one that is not is seen in `most`."""

    def __init__(self, case: harness.Case):
        self.most = 0
        self._listener = socket.create_server((harness.LOOPBACK, 0), backlog=1024)
        self._listener.setblocking(False)
        self.port = self._listener.getsockname()[1]
        self._events = selectors.DefaultSelector()
        self._events.register(self._listener, selectors.EVENT_READ)
        self._waiting, self._ended = set(), threading.Event()
        thread = threading.Thread(target=self._serve)
        thread.start()
        case.addCleanup(lambda: (self._ended.set(), thread.join(), self._listener.close()))

    def _serve(self):
        while not self._ended.is_set():
            for key, _ in self._events.select(0.1):
                if key.fileobj is self._listener:
                    self._accept_all()
                else:
                    self._end(key.fileobj)
            self.most = max(self.most, len(self._waiting))
            if len(self._waiting) >= CAP:
                for client in self._waiting:
                    client.send(b"hello\n")
                self._waiting.clear()

    def _accept_all(self):
        while True:
            try:
                client, _ = self._listener.accept()
            except BlockingIOError:
                return
            self._waiting.add(client)
            self._events.register(client, selectors.EVENT_READ)

    def _end(self, client: socket.socket):
        self._waiting.discard(client)
        self._events.unregister(client)
        client.close()


class CrowdTest(harness.Case):

    def test_cap_of_the_host_holds_and_every_check_gets_its_turn(self):
        server = SlowToGreet(self)
        checks = "".join(f"  - {{name: c{i}, module: greeting, port: {server.port}}}\n"
                         for i in range(CHECKS))
        _, url = self.start_exporter(HEAD + checks)

        def turns():
            samples = exposition.parse(harness.scrape(url))
            in_flight, = exposition.find(samples, "reach_exporter_probes_in_flight")
            self.assertLessEqual(in_flight, CAP)
            probes = exposition.find(samples, "reach_probes_total")
            self.assertEqual(CHECKS, len(probes))
            # Nobody has its third turn before everybody had the first.
            self.assertLessEqual(max(probes) - min(probes), 2, "some go in front of others")
            return samples if min(probes) >= ROUNDS else None
        samples = harness.wait_for(turns, f"{ROUNDS} results of each check", 3 * harness.PATIENCE)
        self.assertEqual([0.0] * CHECKS, exposition.find(samples, "reach_probe_failures_total"))
        self.assertLess(0, exposition.find(samples, "reach_exporter_probes_waiting")[0],
                        "nobody had to wait: this case says nothing")
        self.assertEqual(CAP, server.most)


harness.main()
