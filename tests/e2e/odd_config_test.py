#!/usr/bin/env python3
"""Odd but valid configurations, made from a seed: whatever they call things, the exposition is one
that Prometheus takes, no series comes twice, and names come out as they went in."""
import json
import os
import random

import exposition
import harness

SEED = int(os.environ.get("REACH_SEED", "20261121"))
ROUNDS = 40
LONGEST = 128  # bytes of a name
SPICE = ['"', "\\", "\\n", "{", "}", ",", "=", "#", "'", ": ", "- ", "$", "%", "&amp;", "<b>", "\\\\",
         "é", "ß", "名前", "🎮", "\u2028", "\u00a0", "e\u0301", "\ufeff", "a", "B", "0", "_", " x"]
TAKEN = ["vantage", "target", "check", "host", "port", "transport", "family", "state", "reason",
         "cause", "le", "quantile", "instance", "job", "address"]


def quoted(text: str) -> str:
    """As YAML has it in double quotes; the configuration takes "$$" for one "$"."""
    return json.dumps(text.replace("$", "$$"), ensure_ascii=False)


def trim(text: str, size: int = LONGEST) -> str:
    return text.encode()[:size].decode(errors="ignore")


class Generator:

    def __init__(self, seed: int):
        self._random = random.Random(seed)
        self.names = {}  # of the targets, each with the names of its checks

    def word(self) -> str:
        text = "".join(self._random.choices(SPICE, k=self._random.randint(1, 12))).strip()
        return text or "x"

    def fresh(self, taken) -> str:
        """A name that nobody has: odd, of the greatest length, or the neighbour of another."""
        while True:
            kind = self._random.randrange(4)
            if kind == 0 and taken:  # only the last bytes differ
                name = trim(self._random.choice(list(taken)).ljust(LONGEST, "n"), LONGEST - 4)
                name += self.word()
            elif kind == 1:
                name = self.word() * 40
            else:
                name = self.word() + str(self._random.randrange(100))
            name = trim(name).strip() or "x"
            if name not in taken:
                return name

    def host(self) -> str:
        return self._random.choice([
            "127.0.0.1", "127.0.0.2", "::1", "localhost", "LOCALHOST", "0:0::1",
            ".".join(["x" * self._random.randint(1, 60)] * 4) + ".localhost"])

    def labels(self) -> dict:
        names = {f"l{self._random.randrange(1000)}_{'x' * self._random.randrange(60)}"
                 for _ in range(self._random.choice([0, 1, 3, 60]))}
        names |= {"exported_host", "Target"} if self._random.random() < 0.3 else set()
        return {name: self.word() * self._random.choice([1, 1, 50]) for name in sorted(names)}

    def checks(self, target: str) -> str:
        names, lines = [], []
        for _ in range(self._random.randint(1, 6)):
            name = self.fresh(names)
            names.append(name)
            lines.append(f"  - {{name: {quoted(name)}, module: {self.module()}, "
                         f"role: {self._random.choice(['proof', 'supporting'])}}}")
        self.names[target] = set(names)
        return "\n".join(lines)

    def module(self) -> str:
        kind = self._random.choice(["tcp", "udp", "a2s", "icmp"])
        return kind if kind == "icmp" else f"{kind}, port: {self._random.randint(1, 9)}"

    def target(self) -> str:
        name, host = self.fresh(self.names), self.host()
        families = ["any"] if host[0] in "01:" else ["any", "ip4", "ip6", "both"]
        labels = ", ".join(f"{key}: {quoted(value)}" for key, value in self.labels().items())
        return (f"- name: {quoted(name)}\n  host: {quoted(host)}\n  labels: {{{labels}}}\n"
                f"  family: {self._random.choice(families)}\n"
                f"  checks:\n{self.checks(name)}")

    def config(self) -> str:
        self.names = {}
        targets = "\n".join(self.target() for _ in range(self._random.randint(1, 12)))
        mode = self._random.choice(["full", "lean"])
        return (f"global: {{interval: 1h, timeout: 1s, confirm: 0, metrics: {mode}, "
                f"vantage: {quoted(trim(self.word()))}}}\ncontrol: {{lan: off}}\n"
                f"targets:\n{targets}\n"
                "target_files:\n- {files: [list.json], defaults: {module: tcp, port: 9}}\n")

    def list(self) -> str:
        """A list as a server may have it: nothing in it may be more than left out."""
        groups = []
        for _ in range(self._random.randint(0, 6)):
            labels = self.labels() | {self._random.choice(TAKEN): self.word(),
                                      self.word(): self.word(), "__meta_x": self.word()}
            if self._random.random() < 0.5:
                labels["__reach_target"] = self.word() * self._random.choice([1, 60]) + "\x01\t"
                labels["__reach_check"] = self.word()
            hosts = self._random.choices(
                ["127.0.0.1", "127.0.0.1:80", "[::1]:80", "a" * 60 + "." + "b" * 60 + "." + "c" * 60,
                 "a" * 60 + "." + "b" * 60 + "." + "d" * 60, "a:b:c", "", self.word()], k=3)
            groups.append({"targets": hosts, "labels": labels})
        return json.dumps(groups)


def series_of(text: str) -> list[str]:
    return [line.rsplit(" ", 1)[0] for line in text.split("\n") if line and line[0] != "#"]


@harness.need("promtool")
class OddConfigTest(harness.Case):

    def load(self, url: str, generator: Generator):
        self.write("list.json", generator.list())
        self.write("reach.yml", generator.config())
        status, _, body = harness.get(f"{url}/-/reload", method="POST")
        self.assertEqual(200, status, body.decode())

    def assert_valid(self, text: str, what: str):
        series = series_of(text)
        twice = {name for name in series if series.count(name) > 1} if \
            len(set(series)) != len(series) else set()
        self.assertEqual(set(), twice, what)
        status, output = exposition.promtool("check", "metrics", text=text)
        self.assertEqual((0, ""), (status, output), what)

    def test_no_configuration_makes_an_exposition_that_prometheus_refuses(self):
        _, url = self.start_exporter("targets: []\n")
        for number in range(ROUNDS):
            what = f"seed {SEED}, round {number}"
            generator = Generator(SEED + number)
            self.load(url, generator)
            text = self.in_force(url, generator, what)
            self.assert_valid(text, what)

    def in_force(self, url: str, generator: Generator, what: str) -> str:
        """The exposition once it has the targets, which is when the lists have been read too."""
        def scraped():
            text, names = harness.scrape(url), {}
            for sample in exposition.parse(text):
                if sample.name == "reach_probes_total":
                    names.setdefault(sample.labels["target"], set()).add(sample.labels["check"])
            return text if generator.names.items() <= names.items() else None
        return harness.wait_for(scraped, f"the names as written: {what}")

    def test_names_that_would_be_cut_are_refused_when_the_file_is_loaded(self):
        process, url = self.start_exporter("targets: []\n")
        long = "n" * LONGEST
        for field in ("target", "check", "vantage"):
            names = {"target": "t", "check": "c", "vantage": "v", field: long + "1"}
            self.write("reach.yml", f"global: {{vantage: {names['vantage']}}}\ntargets:\n"
                       f"- {{name: {names['target']}, host: 127.0.0.1, checks: "
                       f"[{{name: {names['check']}, module: tcp, port: 9}}]}}\n")
            status, _, body = harness.get(f"{url}/-/reload", method="POST")
            self.assertNotEqual(200, status, field)
            self.assertIn("must be 1 to 128 bytes", process.output(), field)
        self.assertTrue(process.running())


harness.main()
