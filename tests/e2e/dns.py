"""DNS servers on loopback: the real dnsmasq, whose names a case changes, and one that answers badly
or late, which no real server can be told to do."""
import signal
import socket
import struct
import threading

import exposition
import harness

SERVFAIL = 2


class Dnsmasq:
    """Knows the names of a hosts file; everything else under .test does not exist."""

    def __init__(self, case: harness.Case):
        self._case, self._starts = case, 0
        self.port = harness.free_port(socket.SOCK_DGRAM)
        self._hosts = case.write(f"hosts-{self.port}", "")
        self.address = f"{harness.LOOPBACK}:{self.port}"

    def start(self):
        self._starts += 1
        self._process = self._case.start(f"dnsmasq-{self.port}-{self._starts}", [
            "dnsmasq", "--no-daemon", "--conf-file=/dev/null", "--no-resolv", "--no-hosts",
            f"--addn-hosts={self._hosts}", "--pid-file=", f"--listen-address={harness.LOOPBACK}",
            "--bind-interfaces", f"--port={self.port}", "--local-ttl=1", "--local=/test/"])

    def stop(self):
        self._process.stop()

    def serve(self, **names):
        """From now on these names under .test have these addresses: serve(shop=["127.0.0.2"])."""
        self._hosts.write_text("".join(f"{address} {name}.test\n" for name, addresses in
                                       names.items() for address in addresses))
        if self._starts:
            self._process.signal(signal.SIGHUP)


class BadServer:
    """Answers each question with this code, after this many seconds."""

    def __init__(self, case: harness.Case, code: int, delay: float = 0):
        self._code, self._delay = code, delay
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((harness.LOOPBACK, 0))
        self.address = f"{harness.LOOPBACK}:{self._socket.getsockname()[1]}"
        self._late = []
        threading.Thread(target=self._run, daemon=True).start()
        case.addCleanup(self._end)

    def _run(self):
        try:
            while True:
                query, sender = self._socket.recvfrom(512)
                reply = query[:2] + struct.pack("!H", 0x8180 | self._code) + query[4:]
                timer = threading.Timer(self._delay, self._send, (reply, sender))
                timer.daemon = True
                self._late.append(timer)
                timer.start()
        except OSError:
            pass  # closed: the case is over

    def _send(self, reply, sender):
        try:
            self._socket.sendto(reply, sender)
        except OSError:
            pass

    def _end(self):
        for timer in self._late:
            timer.cancel()
        self._socket.close()


CONFIG = """
global: {{interval: 200ms, timeout: 150ms, confirm: 0}}
dns: {{nameservers: ["{server}"]}}
control: {{lan: off}}
targets:
{targets}
"""


class NameCase(harness.Case):
    """A case with a dnsmasq that is not started yet, and one open port on 127.0.0.2."""

    def setUp(self):
        super().setUp()
        self.dns = Dnsmasq(self)
        server = socket.create_server(("127.0.0.2", 0), backlog=4096)
        self.addCleanup(server.close)
        self.port = server.getsockname()[1]

    def begin(self, *targets, server="", prefix=()):
        """The address of an exporter with these targets: "NAME: HOST, MORE", each with a check of
        the port."""
        self.exporter_port = harness.free_port()
        lines = "\n".join(f"- {{name: {target.replace(': ', ', host: ', 1)}, "
                          f"checks: [{{name: c, module: tcp, port: {self.port}}}]}}"
                          for target in targets)
        config = self.write("reach.yml", CONFIG.format(server=server or self.dns.address,
                                                       targets=lines))
        exporter = self.start("exporter", [
            *prefix, harness.EXPORTER, f"--config.file={config}",
            f"--web.listen-address={harness.LOOPBACK}:{self.exporter_port}"])
        self.url = f"http://{harness.LOOPBACK}:{self.exporter_port}"
        self.wait_until_up(exporter, f"{self.url}/-/ready")
        return exporter

    def samples(self):
        return exposition.parse(harness.scrape(self.url))

    def wait_for_state(self, state, **labels):
        harness.wait_for(lambda: 1.0 in exposition.find(
            self.samples(), "reach_port_state", state=state, **labels), f"{state} {labels}")

    def reasons(self, **labels) -> set:
        """Why it fails, over the checks with these labels."""
        return {sample.labels["reason"] for sample in self.samples()
                if sample.name == "reach_failure_info" and labels.items() <= sample.labels.items()}
