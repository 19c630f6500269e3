#!/usr/bin/env python3
"""The files of dashboards/ as the tools of Prometheus and Alertmanager judge them."""
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import harness  # noqa: E402  (its folder has to be known first)

DASHBOARDS = ROOT / "dashboards"
RULES = sorted((DASHBOARDS / "alerts").glob("*.yml"))
REPLAYS = sorted((DASHBOARDS / "alerts" / "tests").glob("*.yml"))
ALERT = re.compile(r"^  - alert: (\w+)$(.*?)(?=^  - alert: |\Z)", re.MULTILINE | re.DOTALL)


def run(*command):
    got = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    return got.returncode, got.stdout + got.stderr


def alerts():
    """(file, name, text) of every alert."""
    return [(path.name, name, text) for path in RULES for name, text in
            ALERT.findall(path.read_text())]


def uncommented(name: str) -> str:
    """alertmanager.yml with the receiver of this name taken out of the comment."""
    lines, inside = [], False
    for line in (DASHBOARDS / "alertmanager.yml").read_text().splitlines():
        inside = line == f"  # {name}:" or (inside and bool(re.match(r"  # (- |  )", line)))
        lines.append(line.replace("# ", "", 1) if inside else line)
    return "\n".join(lines) + "\n"


@harness.need("promtool")
class PrometheusTest(harness.Case):

    def test_promtool_accepts_the_rules(self):
        for path in RULES:
            self.assertEqual(0, run("promtool", "check", "rules", "--lint-fatal", path)[0], path)

    def test_promtool_accepts_the_scrape_configuration_with_all_rules(self):
        status, output = run("promtool", "check", "config", DASHBOARDS / "prometheus.yml")
        self.assertEqual(0, status, output)
        self.assertIn(f"{len(RULES)} rule files found", output)

    def test_every_replay_ends_as_it_should(self):
        self.assertTrue(REPLAYS)
        for path in REPLAYS:
            status, output = run("promtool", "test", "rules", path)
            self.assertEqual(0, status, output)

    def test_every_alert_is_replayed_firing_and_not_firing(self):
        text = "".join(path.read_text() for path in REPLAYS)
        for _, name, _ in alerts():
            self.assertRegex(text, rf"alertname: {name}, eval_time: \w+, exp_alerts: \[\]")
            self.assertRegex(text, rf"- alertname: {name}\n    eval_time: ")

    def test_every_alert_tells_how_bad_it_is_what_happened_and_where_to_read_on(self):
        runbook = (DASHBOARDS / "runbook.md").read_text()
        for file, name, text in alerts():
            with self.subTest(file=file, alert=name):
                self.assertRegex(text, r"severity: (critical|warning|info)\n")
                self.assertRegex(text, r"summary: [A-Z].*\.\n")
                self.assertIn("description: >-\n", text)
                self.assertIn(f"runbook_url: dashboards/runbook.md#{name.lower()}\n", text)
                self.assertIn(f"\n## {name}\n", runbook)

    def test_every_metric_in_a_rule_is_one_that_the_exporter_has(self):
        code = "".join(path.read_text() for path in (ROOT / "exporter" / "metrics").glob("*.cc"))
        for path in RULES:
            for expression in re.findall(r"expr: \|?(.*?)\n    \w+:", path.read_text(), re.DOTALL):
                for metric in re.findall(r"\breach_\w+", re.sub(r'"[^"]*"', "", expression)):
                    self.assertIn(f'"{metric}"', code)


@harness.need("amtool")
class AlertmanagerTest(harness.Case):
    CONFIG = DASHBOARDS / "alertmanager.yml"

    def test_amtool_accepts_the_configuration_and_each_receiver_in_it(self):
        self.assertEqual(0, run("amtool", "check-config", self.CONFIG)[0])
        for receiver in ("webhook_configs", "discord_configs"):
            text = uncommented(receiver)
            self.assertIn(f"\n  {receiver}:\n  - ", text)
            status, output = run("amtool", "check-config", self.write("alertmanager.yml", text))
            self.assertEqual(0, status, output)

    def test_critical_alerts_page_and_the_others_are_notices(self):
        for labels, receiver in ((["alertname=ReachPortRefused", "severity=critical"], "pager"),
                                 (["alertname=ReachExporterDown", "severity=critical"], "pager"),
                                 (["alertname=ReachProbeStale", "severity=warning"], "notices")):
            status, output = run("amtool", "config", "routes", "test",
                                 f"--config.file={self.CONFIG}",
                                 f"--verify.receivers={receiver}", *labels)
            self.assertEqual(0, status, output)


harness.main()
