"""The real Prometheus and Alertmanager, with the configurations of dashboards/ and test ports."""
import json
import re
import urllib.parse

import harness

DASHBOARDS = harness.ROOT / "dashboards"


def adapt(name: str, changes: dict) -> str:
    """A shipped file with some of its text replaced; every change must find its place."""
    text = (DASHBOARDS / name).read_text()
    for old, new in changes.items():
        if old not in text:
            raise AssertionError(f"dashboards/{name} has no {old!r} any more")
        text = text.replace(old, new)
    return text


def ask(url: str, expression: str):
    """The result of an instant query: a list of {metric, value}, or {metric, values}."""
    status, _, body = harness.get(
        f"{url}/api/v1/query?{urllib.parse.urlencode({'query': expression})}")
    if status != 200:
        raise AssertionError(f"query {expression}: {status} {body.decode(errors='replace')}")
    return json.loads(body)["data"]["result"]


class Alertmanager:
    """Runs dashboards/alertmanager with its webhook out of the comment. It waits so long for a first
    message and for the next one of a group: by default hardly at all."""

    def __init__(self, case: harness.Case, webhook_url: str, wait="0s", interval="1s",
                 changes=None):
        config = case.write("alertmanager.yml", adapt("alertmanager/alertmanager.yml", {
            "  # webhook_configs:\n  # - url: http://localhost:9095/alerts\n  #   send_res":
            f"  webhook_configs:\n  - url: {webhook_url}\n    send_res",
            '"*.tmpl"': f"{DASHBOARDS}/alertmanager/*.tmpl",
            "group_wait: 45s": f"group_wait: {wait}",
            "group_interval: 5m": f"group_interval: {interval}", **(changes or {})}))
        self.address = f"{harness.LOOPBACK}:{harness.free_port()}"
        process = case.start("alertmanager", [
            "prometheus-alertmanager", f"--config.file={config}", "--cluster.listen-address=",
            f"--storage.path={case.folder}/alertmanager", f"--web.listen-address={self.address}"])
        case.wait_until_up(process, f"http://{self.address}/-/ready")


class Prometheus:
    """Runs dashboards/prometheus.yml with the shipped rules, scraping every second. Alerts end
    when their cause does: the minutes that they are kept firing are those of promtool's tests.
    `rules` changes the text of a rule file in another way."""

    def __init__(self, case: harness.Case, *exporter_urls: str, alertmanager="localhost:1",
                 rules=lambda text: re.sub(r"(keep_firing_for:) \w+", r"\1 1s", text)):
        self._case = case
        addresses = [url.removeprefix("http://") for url in exporter_urls]
        self._config = case.write("prometheus.yml", adapt("prometheus.yml", {
            "scrape_interval: 15s": "scrape_interval: 1s",
            "evaluation_interval: 15s": "evaluation_interval: 1s",
            "alerts/*.yml": f"{self._rules(rules)}/*.yml",
            "localhost:9093": alertmanager,
            "localhost:10836": '", "'.join(addresses)}))
        self.start()

    def start(self):
        """With what it has stored, if it ran before."""
        self.url = f"http://{harness.LOOPBACK}:{harness.free_port()}"
        self.process = self._case.start("prometheus", [
            "prometheus", f"--config.file={self._config}",
            f"--storage.tsdb.path={self._case.folder}/tsdb",
            f"--web.listen-address={self.url.removeprefix('http://')}"])
        self._case.wait_until_up(self.process, f"{self.url}/-/ready")

    def _rules(self, change):
        folder = self._case.folder / "alerts"
        folder.mkdir()
        for path in (DASHBOARDS / "alerts").glob("*.yml"):
            (folder / path.name).write_text(change(path.read_text()))
        return folder

    def query(self, expression: str):
        return ask(self.url, expression)

    def value(self, expression: str):
        """The one value of the query as a number; None when there is none."""
        result = self.query(expression)
        return float(result[0]["value"][1]) if result else None
