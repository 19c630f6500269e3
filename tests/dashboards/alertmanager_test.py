#!/usr/bin/env python3
"""dashboards/alertmanager as amtool judges it: every receiver in it, the routes, and the words of
the messages."""
import json
import pathlib
import re
import subprocess
import sys

import yaml

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import harness  # noqa: E402  (its folder has to be known first)
import monitoring  # noqa: E402
import peers  # noqa: E402

FOLDER = ROOT / "dashboards" / "alertmanager"
CONFIG = FOLDER / "alertmanager.yml"
RECEIVERS = ("discord", "webhook", "slack", "email", "pagerduty")
# Labels of an alert, and who gets it.
ROUTES = (
    ("alertname=ReachPortRefused severity=critical server=rust-main", "pager"),
    ("alertname=ReachGameDown severity=critical server=ns/pod/rust path=local", "pager"),
    ("alertname=ReachHostDown severity=critical server=rust-main path=internet", "pager"),
    ("alertname=ReachHostDown severity=critical server=ns/pod/rust path=local", "pager"),
    ("alertname=ReachQuorumDown severity=critical server=rust-main path=internet", "pager"),
    ("alertname=ReachDdnsStale severity=critical hostname=game.example", "pager"),
    ("alertname=ReachExporterDown severity=critical job=reach_exporter", "pager"),
    ("alertname=ReachProberOffline severity=critical instance=home", "pager"),
    ("alertname=ReachFlapping severity=critical server=rust-main", "pager"),
    ("alertname=ReachFlapping severity=warning server=rust-main", "notices"),
    ("alertname=ReachProbeStale severity=warning", "notices"),
    ("alertname=ReachWanChanged severity=info", "nobody"),
    ("alertname=ReachWatchdog severity=none", "deadmansswitch"),
)


def run(*command):
    got = subprocess.run([str(word) for word in command], capture_output=True, text=True)
    return got.returncode, got.stdout + got.stderr


def uncommented(name: str) -> str:
    """alertmanager.yml with the receiver of this name taken out of the comment."""
    lines, inside = [], False
    for line in CONFIG.read_text().splitlines():
        inside = line == f"  # {name}:" or (inside and bool(re.match(r"  # (- |  )", line)))
        lines.append(line.replace("# ", "", 1) if inside else line)
    return "\n".join(lines).replace('"*.tmpl"', f"{FOLDER}/*.tmpl") + "\n"


def alert(name: str, summary: str, description: str, **labels):
    page = "reach-fleet" if name == "ReachHostDown" else "reach-target?var-target=rust-main"
    return {"status": "firing", "labels": {"alertname": name, "severity": "critical", **labels},
            "annotations": {"summary": summary, "description": description,
                            "runbook_url": f"dashboards/runbook.md#{name.lower()}",
                            "dashboard_url": f"/d/{page}"}}


REFUSED = alert("ReachPortRefused", "A port refuses connections.",
                "rust-main: query on game.example port 28017/udp is refused <now>.",
                target="rust-main", check="query", host="game.example", port="28017")
GAME = alert("ReachGameDown", "A game server is down.", "rust-main on game.example is down.",
             target="rust-main", host="game.example")


@harness.need("amtool")
class ConfigurationTest(harness.Case):

    def test_amtool_accepts_the_configuration_and_each_receiver_in_it(self):
        self.assertEqual(0, run("amtool", "check-config", CONFIG)[0])
        for receiver in RECEIVERS:
            text = uncommented(f"{receiver}_configs")
            self.assertIn(f"\n  {receiver}_configs:\n  - ", text)
            status, output = run("amtool", "check-config", self.write("alertmanager.yml", text))
            self.assertEqual(0, status, output)

    def test_with_the_mute_for_wipe_day_taken_out_of_its_comment_it_is_still_accepted(self):
        text = CONFIG.read_text().replace("# mute_time", "mute_time")
        self.assertIn("\n      mute_time_intervals: [wipe-day]", text)
        status, output = run("amtool", "check-config", self.write(
            "alertmanager.yml", text.replace('"*.tmpl"', f"{FOLDER}/*.tmpl")))
        self.assertEqual(0, status, output)

    def test_every_alert_goes_to_whom_it_concerns(self):
        for labels, receiver in ROUTES:
            status, output = run("amtool", "config", "routes", "test", f"--config.file={CONFIG}",
                                 f"--verify.receivers={receiver}", *labels.split())
            self.assertEqual(0, status, f"{labels}: {output}")

    def test_every_alert_that_a_route_or_an_inhibition_names_is_there(self):
        names = {rule["alert"] for path in (ROOT / "dashboards" / "alerts").glob("*.yml")
                 for group in yaml.safe_load(path.read_text())["groups"]
                 for rule in group["rules"] if "alert" in rule}
        text = CONFIG.read_text()
        for name in re.findall(r"\bReach[A-Z]\w+", text):
            self.assertIn(name, names, "a route or an inhibition of an alert that is not there")

    def test_no_inhibition_holds_by_labels_that_are_absent_on_both_sides(self):
        for rule in yaml.safe_load(CONFIG.read_text())["inhibit_rules"]:
            if "server" in rule["equal"]:
                self.assertIn('server=~".+"', rule["target_matchers"], rule)


@harness.need("amtool")
class TemplateTest(harness.Case):

    def render(self, template: str, alerts, kind="text", status="firing", group=None):
        labels = group or {"server": "rust-main"}
        data = {"receiver": "pager", "status": status, "groupLabels": labels,
                "commonLabels": {**labels, "severity": "critical"}, "commonAnnotations": {},
                "externalURL": "http://localhost:9093", "alerts": alerts}
        status, output = run(
            "amtool", "template", "render", f"--template.glob={FOLDER}/*.tmpl",
            f"--template.type={kind}", f'--template.text={{{{ template "{template}" . }}}}',
            f"--template.data={self.write('data.json', json.dumps(data))}")
        self.assertEqual(0, status, output)
        return output

    def test_the_title_is_the_one_line_that_says_most(self):
        self.assertEqual("FIRING: rust-main: A game server is down.",
                         self.render("reach.title", [REFUSED, GAME, REFUSED]))
        self.assertEqual("FIRING: rust-main: A port refuses connections.",
                         self.render("reach.title", [REFUSED]))

    def test_the_title_names_what_the_message_is_about(self):
        for group, subject in (({"host": "game.example"}, "game.example"),
                               ({"instance": "home:10836"}, "home:10836"),
                               ({"job": "reach_exporter"}, "reach_exporter"),
                               ({"alertname": "x", "instance": "i", "target": "t"}, "t")):
            self.assertEqual(f"FIRING: {subject}: A game server is down.",
                             self.render("reach.title", [GAME], group=group))

    def test_what_is_over_is_said_with_what_it_was(self):
        over = {**REFUSED, "status": "resolved"}
        self.assertEqual("RESOLVED: rust-main: A port refuses connections.",
                         self.render("reach.title", [over], status="resolved"))
        self.assertEqual("Over: A port refuses connections. check=query host=game.example "
                         "port=28017 target=rust-main\n",
                         self.render("reach.text", [over], status="resolved"))

    def test_discord_gets_the_game_first_then_its_ports_then_the_links(self):
        self.assertEqual("""rust-main on game.example is down.
rust-main: query on game.example port 28017/udp is refused <now>.

[Runbook](https://github.com/OWNER/reach_exporter/blob/main/dashboards/runbook.md#reachgamedown) | \
[Dashboard](http://localhost:3000/d/reach-target?var-target=rust-main) | \
[Silence](http://localhost:9093/#/silences/new?filter=%7Bserver%3D%22rust-main%22%7D)""",
                         self.render("reach.discord.message", [REFUSED, GAME]))

    def test_two_hundred_alerts_are_a_short_message(self):
        text = self.render("reach.discord.message", [REFUSED] * 200 + [GAME])
        self.assertEqual(4, text.count("is refused"))
        self.assertIn("\n201 alerts in all.\n", text)
        self.assertLess(len(text), 4096)

    def test_slack_gets_its_own_links_and_colours(self):
        self.assertIn("#reachgamedown|Runbook> | <http://localhost:3000/d/",
                      self.render("reach.slack.text", [GAME]))
        self.assertEqual("danger", self.render("reach.slack.color", [GAME]))
        self.assertEqual("good", self.render("reach.slack.color", [GAME], status="resolved"))

    def test_mail_escapes_what_the_alert_says(self):
        html = self.render("reach.email.html", [REFUSED], kind="html")
        self.assertIn("is refused &lt;now&gt;.", html)
        self.assertIn("<h2>FIRING: rust-main: A port refuses connections.</h2>", html)
        self.assertIn('<a href="http://localhost:3000/d/reach-target?var-target=rust-main">', html)

    def test_pagerduty_gets_a_severity_that_it_knows(self):
        self.assertEqual("critical", self.render("reach.pagerduty.severity", [GAME]))


@harness.need("amtool", "prometheus-alertmanager")
class DiscordTest(harness.Case):

    def test_a_page_arrives_at_discord_as_title_and_text(self):
        webhook = peers.Webhook(self)
        manager = monitoring.Alertmanager(self, webhook.url, changes={
            "# discord_configs:\n  # - webhook_url: https://discord.com/api/webhooks/ID/TOKEN\n"
            "  #   title: ": f"discord_configs:\n  - webhook_url: {webhook.url}\n    title: ",
            "  #   message: ": "    message: "})
        status, output = run(
            "amtool", f"--alertmanager.url=http://{manager.address}", "alert", "add",
            "--annotation=summary=A game server is down.", "--annotation=description=It is down.",
            "--annotation=runbook_url=dashboards/runbook.md#reachgamedown",
            "--annotation=dashboard_url=/d/reach-target", "ReachGameDown", "severity=critical",
            "server=rust-main", "target=rust-main")
        self.assertEqual(0, status, output)

        def said():
            return [embed for message in webhook.messages() for embed in message.get("embeds", [])]
        (embed,) = harness.wait_for(said, "a message for Discord")
        self.assertEqual("FIRING: rust-main: A game server is down.", embed["title"])
        self.assertTrue(embed["description"].startswith("It is down.\n"), embed)
        self.assertIn("runbook.md#reachgamedown", embed["description"])


harness.main()
