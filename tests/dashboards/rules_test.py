#!/usr/bin/env python3
"""The alert rules of dashboards/, as promtool judges them and as the runbook and the exporter know
them."""
import json
import pathlib
import re
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import harness  # noqa: E402  (its folder has to be known first)

DASHBOARDS = ROOT / "dashboards"
RULES = sorted((DASHBOARDS / "alerts").glob("*.yml"))
REPLAYS = sorted((DASHBOARDS / "alerts" / "tests").glob("*.yml"))
SECTIONS = ("Symptom", "Meaning", "Impact", "Diagnosis", "Fix", "Verify")


def run(*command):
    got = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    return got.returncode, got.stdout + got.stderr


def rules():
    """(file, rule) of every rule, recordings included."""
    return [(path, rule) for path in RULES for group in yaml.safe_load(path.read_text())["groups"]
            for rule in group["rules"]]


def alerts():
    return [(path, rule) for path, rule in rules() if "alert" in rule]


def metrics(query: str) -> set:
    """The metrics that a query asks for."""
    return set(re.findall(r"\b(?:check:)?reach_\w+(?::\w+)?", re.sub(r'"[^"]*"', "", query)))


def queries(description: str):
    """Those of its template."""
    return [query.replace('\\"', '"') for query in
            re.findall(r'printf "((?:[^"\\]|\\.)*)"', description)]


def exported() -> set:
    """The families of the exporter, as its code names them."""
    code = "".join(path.read_text() for path in (ROOT / "exporter").rglob("*.cc"))
    facts = {f"reach_{name}" for name in re.findall(r'\{?"((?:game|icmp|tls)_\w+)"', code)}
    names = set(re.findall(r'"(reach_\w+)"', code)) | facts
    return names | {f"{name}_{part}" for name in names for part in ("sum", "count", "bucket")}


def sections():
    """{heading: text} of the runbook."""
    parts = re.split(r"(?m)^## (.+)$", (DASHBOARDS / "runbook.md").read_text())[1:]
    return dict(zip(parts[::2], parts[1::2]))


@harness.need("promtool")
class PromtoolTest(harness.Case):

    def test_promtool_accepts_the_rules(self):
        for path in RULES:
            status, output = run("promtool", "check", "rules", "--lint=all", "--lint-fatal", path)
            self.assertEqual(0, status, output)

    def test_promtool_accepts_the_scrape_configuration_with_all_rules(self):
        status, output = run("promtool", "check", "config", DASHBOARDS / "prometheus.yml")
        self.assertEqual(0, status, output)
        self.assertIn(f"{len(RULES)} rule files found", output)

    def test_every_replay_ends_as_it_should(self):
        self.assertTrue(REPLAYS)
        for path in REPLAYS:
            status, output = run("promtool", "test", "rules", path)
            self.assertEqual(0, status, output)


class RulesTest(harness.Case):

    def test_every_alert_is_replayed_firing_with_its_words_and_not_firing(self):
        seen = {True: set(), False: set()}
        for path in REPLAYS:
            for test in yaml.safe_load(path.read_text())["tests"]:
                for case in test.get("alert_rule_test", []):
                    seen[bool(case["exp_alerts"])].add(case["alertname"])
        names = {rule["alert"] for _, rule in alerts()}
        self.assertEqual(names, seen[True])
        self.assertEqual(names - {"ReachWatchdog"}, seen[False])

    def test_every_alert_tells_how_bad_it_is_what_happened_and_where_to_go_on(self):
        for path, rule in alerts():
            with self.subTest(file=path.name, alert=rule["alert"]):
                notes = rule["annotations"]
                self.assertIn(rule["labels"]["severity"], ("critical", "warning", "info", "none"))
                self.assertRegex(notes["summary"], r"^[A-Z].*\.$")
                self.assertTrue(notes["description"])
                anchor = rule["alert"].lower()
                self.assertEqual(f"dashboards/runbook.md#{anchor}", notes["runbook_url"])
                if path.name != "reach_lean.yml":  # its two are those of the other files
                    self.assertRegex(notes["dashboard_url"], r"^/d/reach-(fleet|target|exporter)\b")

    def test_every_dashboard_of_an_alert_is_there_and_has_the_variable(self):
        boards = {board["uid"]: board for board in (
            json.loads(path.read_text()) for path in (DASHBOARDS / "grafana").glob("*.json"))}
        for _, rule in alerts():
            url = rule["annotations"].get("dashboard_url", "/d/reach-fleet")
            uid = re.match(r"/d/([\w-]+)", url)[1]
            names = {variable["name"] for variable in boards[uid]["templating"]["list"]}
            self.assertLessEqual(set(re.findall(r"[?&]var-(\w+)=", url)), names, url)

    def test_every_metric_of_a_rule_is_exported_or_recorded(self):
        known = exported() | {rule["record"] for _, rule in rules() if "record" in rule}
        for path, rule in rules():
            with self.subTest(file=path.name, rule=rule.get("alert") or rule["record"]):
                self.assertEqual(set(), metrics(rule["expr"]) - known)
                for query in queries(rule.get("annotations", {}).get("description", "")):
                    self.assertEqual(set(), metrics(query) - known)

    def test_no_file_is_too_long_to_read(self):
        for path in RULES + REPLAYS:
            self.assertLessEqual(len(path.read_text().splitlines()), 300, path)


class RunbookTest(harness.Case):

    def test_every_alert_has_its_section_and_every_section_its_alert(self):
        names = {rule["alert"] for _, rule in alerts()}
        self.assertEqual(names, {name for name in sections() if name.startswith("Reach")})

    def test_every_section_has_the_same_parts_in_the_same_order(self):
        for name, text in sections().items():
            if name.startswith("Reach"):
                self.assertEqual(list(SECTIONS), re.findall(r"(?m)^\*\*(\w+)\.\*\*", text), name)

    def test_every_link_of_the_runbook_leads_somewhere(self):
        headings = {name.lower().replace(" ", "-") for name in sections()}
        for link in re.findall(r"\]\(([^)]+)\)", (DASHBOARDS / "runbook.md").read_text()):
            path, _, anchor = link.partition("#")
            if path:
                self.assertTrue((DASHBOARDS / path).exists(), link)
            else:
                self.assertIn(anchor, headings)

    def test_every_command_of_ours_that_is_named_exists_with_its_flags(self):
        text = (DASHBOARDS / "runbook.md").read_text()
        text += "\n".join(rule["annotations"]["description"] for _, rule in alerts())
        known = run(harness.EXPORTER, "--help")[1]
        commands = re.findall(r"(?m)^  (\w+)  ", known.partition("Subcommands:")[2])
        named = re.findall(r"(?m)(?<!\w)reach_exporter ((?:-|[a-z]+(?: [A-Z{-]|`))[^\n`]*)", text)
        self.assertLess(30, len(named))
        for line in named:
            command = re.match(r"[a-z]*", line)[0]
            self.assertIn(command, [*commands, ""], line)
            usage = run(harness.EXPORTER, *filter(None, [command]), "--help")[1]
            for flag in re.findall(r"(?<![\w-])--[a-z][\w.-]*", line):
                self.assertIn(f"{flag} ", usage, line)


harness.main()
