"""The live half of the alert lab: the real exporter, Prometheus, Alertmanager and a webhook,
fifteen times as fast as shipped. Probes, scrapes and evaluations come every second instead of every
fifteen, page_after is 8 s, and what the files say of `for`, `keep_firing_for`, `group_wait` and
`group_interval` is divided by fifteen. Ranges in brackets stay as they are."""
import json
import pathlib
import re
import sys
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "e2e"))

import harness  # noqa: E402  (its folder has to be known first)
import monitoring  # noqa: E402
import peers  # noqa: E402

from judge import CAUSE  # noqa: E402

FASTER = 15
UNITS = {"s": 1, "m": 60}
PAGE_AFTER = 8
GLOBAL = f"global: {{interval: 1s, timeout: 900ms, page_after: {PAGE_AFTER}s, vantage: %s}}\n"


def faster(rules: str) -> str:
    """A rule file in which everything comes sooner."""
    def divided(match):
        return f"{match[1]} {int(match[2]) * UNITS[match[3]] / FASTER * 1000:.0f}ms"
    return re.sub(r"\b((?:keep_firing_)?for:) (\d+)([sm])\b", divided, rules)


class LiveCase(harness.Case):
    GROUP_WAIT = "3s"

    def setUp(self):
        super().setUp()
        self.webhook = peers.Webhook(self)

    def exporter(self, config: str, name="home", port=0, storage=False) -> str:
        """Starts one that looks from this vantage; its address, once it is ready."""
        port = port or harness.free_port()
        path = self.write(f"{name}.yml", GLOBAL % name + config)
        storage = [f"--storage.path={self.folder / name}"] if storage else []
        self.process = self.start(name, [
            harness.EXPORTER, f"--config.file={path}",
            f"--web.listen-address={harness.LOOPBACK}:{port}", *storage])
        url = f"http://{harness.LOOPBACK}:{port}"
        self.wait_until_up(self.process, f"{url}/-/ready")
        return url

    def watch(self, *urls: str):
        alertmanager = monitoring.Alertmanager(self, self.webhook.url, self.GROUP_WAIT, "20s")
        self.prometheus = monitoring.Prometheus(self, *urls, alertmanager=alertmanager.address,
                                                rules=faster)

    def wait_for_value(self, expression: str, value: float, what: str):
        harness.wait_for(lambda: self.prometheus.value(expression) == value, what)

    def firing(self) -> set[tuple]:
        """The labels of what fires. Not by ALERTS: a Prometheus that starts finds the old ones."""
        body = harness.get(f"{self.prometheus.url}/api/v1/alerts")[2]
        alerts = json.loads(body)["data"]["alerts"]
        return {tuple(sorted(alert["labels"].items())) for alert in alerts
                if alert["state"] == "firing"}

    def wait_until_firing(self, alert: str):
        harness.wait_for(lambda: any(("alertname", alert) in labels for labels in self.firing()),
                         f"{alert} fires")

    def pages(self) -> list[list[dict]]:
        """The alerts of each message in which something fires that did not before."""
        found, known = [], {}
        for message in self.webhook.messages():
            firing = [alert for alert in message["alerts"] if alert["status"] == "firing"]
            now = {alert["fingerprint"] for alert in firing}
            if not now <= known.get(message["groupKey"], set()):
                found.append(firing)
            known[message["groupKey"]] = now
        return found

    def page(self):
        """The alerts of the first page, once it has come."""
        return harness.wait_for(self.pages, "a page")[0]

    def wait_until_resolved(self):
        harness.wait_for(lambda: self.webhook.messages()[-1]["status"] == "resolved",
                         "the resolve", 2 * harness.PATIENCE)

    def assert_one_page(self, alert: str, *words: str):
        """What all pages together are: one, with this alert. It says these words, since when, and
        the cause."""
        pages = self.pages()
        self.assertEqual(1, len(pages), [[alert["labels"] for alert in page] for page in pages])
        self.assertIn(alert, [one["labels"]["alertname"] for one in pages[0]])
        said = " ".join(one["annotations"]["description"] for one in pages[0])
        today = time.strftime("since %Y-%m-%d ", time.gmtime())
        for word in (*words, today):
            self.assertIn(word, said)
        self.assertRegex(said, CAUSE)
        print(f"NOTE {self._testMethodName}: {said[:300]}")
