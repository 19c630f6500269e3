#!/usr/bin/env python3
"""The model of Alertmanager in dispatch.py says what the real one does: the same alerts, one step
after the other, give the same messages; and every alert goes the same way as amtool says."""
import json
import subprocess
import urllib.request

import dispatch
import replay
import rules
from live import harness, monitoring, peers

WAIT, INTERVAL = 1, 2  # seconds
STEP = 30              # simulated seconds between two steps: time for all that falls due


def alert(name: str, **labels) -> rules.Alert:
    labels = {"alertname": name, "severity": "critical", "server": "rust-main",
              "instance": "home:10836", **labels}
    return rules.Alert(tuple(sorted(labels.items())), {"description": name})


GAME = alert("ReachGameDown", target="rust-main", path="lan")
PORT = alert("ReachPortRefused", target="rust-main", check="query", role="proof", path="lan")
SUPPORTING = alert("ReachPortDown", target="rust-main", check="rcon", role="supporting", path="lan")
OUTSIDE = alert("ReachGameDown", target="rust-main", instance="fra1:10836", path="internet")
HOST = alert("ReachHostDown", host="192.168.1.20", path="lan")
OTHER = alert("ReachGameDown", target="valheim", server="valheim", path="internet")
DDNS = alert("ReachDdnsStale", server="valheim", hostname="v.example.org")
WARNING = alert("ReachFlapping", target="rust-main", severity="warning", path="lan")
STEPS = [
    [GAME, PORT, SUPPORTING],             # one message, without what the game explains
    [GAME, PORT, SUPPORTING, OUTSIDE],    # the same again from outside: held back
    [GAME, PORT, OUTSIDE, HOST, WARNING],  # a message about the host; the others are held back
    [OUTSIDE, OTHER],                     # what held back is over
    [OTHER, DDNS],
    [DDNS],
    [],
]


@harness.need("prometheus-alertmanager", "amtool")
class DispatchTest(harness.Case):

    def setUp(self):
        super().setUp()
        self.webhook = peers.Webhook(self)
        self.real = monitoring.Alertmanager(self, self.webhook.url, f"{WAIT}s", f"{INTERVAL}s")
        self.config = (self.folder / "alertmanager.yml").read_text()

    def post(self, now: list, over=()):
        ended = {"endsAt": "2026-01-01T00:00:00Z"}
        body = [{"labels": {name: value for name, value in one.labels if value},
                 "annotations": one.annotations, **(ended if one in over else {})}
                for one in [*now, *over]]
        request = urllib.request.Request(
            f"http://{self.real.address}/api/v2/alerts", json.dumps(body).encode(),
            {"Content-Type": "application/json"}, method="POST")
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).close()

    def heard(self) -> list:
        """What the pager got, without what let_time_pass wrote to it."""
        return [(message["groupLabels"],
                 sorted(one["labels"]["alertname"] for one in message["alerts"]
                        if one["status"] == "firing")) for message in self.webhook.messages()
                if "job" not in message["groupLabels"]]

    def let_time_pass(self, step: int):
        """Until a group of its own has had its first and its second message: by then every other
        group has had its turn."""
        job = f"step {step}"
        one = alert("ReachExporterDown", job=job, instance=job, server="")
        self.post([one])
        harness.wait_for(lambda: self.webhook.alerts("firing", job=job), "a first message")
        self.post([], [one])
        harness.wait_for(lambda: self.webhook.alerts("resolved", job=job), "a second message")

    def test_the_same_alerts_give_the_same_messages(self):
        model, before = dispatch.Dispatcher(self.config), []
        for index, now in enumerate(STEPS):
            model.take(index * STEP, now)
            model.advance((index + 1) * STEP - 1)
            said = [(dict(message.group), sorted(one.label("alertname") for one in message.firing))
                    for message in model.messages if message.receiver == "pager"]
            self.post(now, [one for one in before if one not in now])
            before = now
            self.let_time_pass(index)
            self.assertEqual(self.ordered(said), self.ordered(self.heard()), f"after step {index}")

    @staticmethod
    def ordered(messages):
        """Two groups that are due at one moment come in any order."""
        return sorted(messages, key=str)

    def test_every_alert_takes_the_way_that_amtool_says(self):
        model = dispatch.Dispatcher(replay.alertmanager())
        for name in rules.names(rules.RULES):
            for more in ({}, {"server": "rust-main"}, {"path": "local", "server": "x"}):
                for severity in ("critical", "warning"):
                    labels = {"alertname": name, "severity": severity, **more}
                    ours = ",".join(route["receiver"] for route in model.routes(labels))
                    self.assertEqual(ours, self.amtool(labels), labels)

    def amtool(self, labels: dict) -> str:
        path = self.folder / "alertmanager.yml"
        run = subprocess.run(["amtool", "config", "routes", "test", f"--config.file={path}",
                              *(f"{name}={value}" for name, value in labels.items())],
                             capture_output=True, text=True)
        self.assertEqual(0, run.returncode, run.stderr)
        return run.stdout.strip()


if __name__ == "__main__":
    harness.main()
