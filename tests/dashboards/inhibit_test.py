#!/usr/bin/env python3
"""What the real Alertmanager sends, and as how many messages, when several alerts fire at once: one
incident is one page."""
import json
import pathlib
import sys
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "e2e"))
import harness  # noqa: E402  (its folder has to be known first)
import monitoring  # noqa: E402
import peers  # noqa: E402


def alert(name: str, **labels) -> dict:
    return {"alertname": name, "severity": "critical", **labels}


def game(path: str, **labels):
    return alert("ReachGameDown", path=path, target="t", host=f"{path}.example", **labels)


def port(name: str, path: str, check="query", role="proof", **labels):
    return alert(f"ReachPort{name}", path=path, target="t", host=f"{path}.example", check=check,
                 role=role, **labels)


def host(path: str, server: str, **labels):
    return alert("ReachHostDown", path=path, server=server, **labels)


HOME, VPS = {"instance": "home", "server": "s"}, {"instance": "vps", "server": "s"}
POD_A = {"instance": "ns/a", "server": "ns/a/rust"}
POD_B = {"instance": "ns/b", "server": "ns/b/rust"}


@harness.need("prometheus-alertmanager")
class OnePageTest(harness.Case):

    def setUp(self):
        super().setUp()
        webhook = peers.Webhook(self)
        self.url = f"http://{monitoring.Alertmanager(self, webhook.url).address}/api/v2"

    def get(self, path: str):
        return json.loads(harness.get(f"{self.url}/{path}")[2])

    def assert_sent(self, sent, held_back, groups):
        """Of these alerts only `sent` leaves, in messages about these groups."""
        alerts = [{"labels": labels} for labels in [*sent, *held_back]]
        urllib.request.urlopen(urllib.request.Request(
            f"{self.url}/alerts", json.dumps(alerts).encode(),
            {"Content-Type": "application/json"})).close()
        harness.wait_for(lambda: len(self.get("alerts")) == len(alerts), "all alerts are known")
        labels = [one["labels"] for one in self.get("alerts") if one["status"]["state"] == "active"]
        key = json.dumps
        self.assertEqual(sorted(key(one, sort_keys=True) for one in sent),
                         sorted(key(one, sort_keys=True) for one in labels))
        made = [group["labels"] for group in self.get("alerts/groups?inhibited=false")
                if any(one["status"]["state"] == "active" for one in group["alerts"])]
        self.assertEqual(sorted(groups, key=key), sorted(made, key=key))

    def test_a_crash_seen_from_the_lan_the_own_address_and_the_internet(self):
        self.assert_sent(
            [game("lan", **HOME), port("Refused", "lan", **HOME)],
            [port("Down", "lan", **HOME), port("Refused", "lan", "rcon", "supporting", **HOME),
             game("hairpin", **HOME), port("Refused", "hairpin", **HOME),
             game("internet", **VPS), port("Down", "internet", **VPS),
             host("internet", "s", instance="vps", host="internet.example"),
             alert("ReachFlapping", path="lan", check="query", **HOME)],
            [{"server": "s"}])

    def test_a_port_that_flips_between_states_is_refused_and_not_down_as_well(self):
        labels = {"path": "internet", "check": "rcon", "role": "supporting", **VPS}
        self.assert_sent([port("Refused", **labels)], [port("Down", **labels)], [{"server": "s"}])

    def test_other_ports_of_a_server_whose_game_is_well_do_page(self):
        self.assert_sent([port("Refused", "lan", "rcon", "supporting", **HOME),
                          port("Down", "lan", "companion", "supporting", **HOME)], [],
                         [{"server": "s"}])

    def test_a_machine_with_three_servers(self):
        box = {"instance": "home", "host": "box.example"}
        self.assert_sent(
            [host("internet", server, **box) for server in "abc"],
            [alert("ReachGameDown", path="internet", server=server, **box) for server in "abc"] +
            [alert("ReachPortDown", path="internet", server=server, check="x", **box)
             for server in "abc"],
            [{"host": "box.example"}])

    def test_two_hundred_ports_of_one_server(self):
        ports = [port("Refused", "internet", f"p{number}", **VPS) for number in range(200)]
        self.assert_sent(ports, [], [{"server": "s"}])

    def test_a_server_does_not_hide_another_one(self):
        other = {"instance": "home", "server": "other"}
        self.assert_sent([game("lan", **HOME), port("Down", "lan", "x", **other)], [],
                         [{"server": "s"}, {"server": "other"}])

    def test_sidecars_have_the_same_host_and_are_different_servers(self):
        here = {"path": "local", "host": "127.0.0.1", "target": "rust"}
        self.assert_sent(
            [alert("ReachHostDown", **here, **POD_A), alert("ReachPortRefused", **here, **POD_B)],
            [alert("ReachPortRefused", **here, **POD_A)],
            [{"instance": "ns/a"}, {"server": "ns/b/rust"}])

    def test_an_exporter_that_is_offline(self):
        offline = alert("ReachProberOffline", scope="lan", instance="home")
        self.assert_sent(
            [offline, port("Refused", "local", **HOME)],
            [alert("ReachProberOffline", scope="internet", instance="home"),
             port("Down", "lan", "x", **HOME), game("internet", **HOME),
             host("hairpin", "s", instance="home")],
            [{"instance": "home"}, {"server": "s"}])

    def test_a_line_that_is_down_leaves_the_lan_alone(self):
        self.assert_sent(
            [alert("ReachProberOffline", scope="internet", instance="home"), game("lan", **HOME)],
            [game("hairpin", **HOME), port("Down", "internet", **HOME)],
            [{"instance": "home"}, {"server": "s"}])

    def test_a_stale_name_leads_to_a_stranger(self):
        stale = alert("ReachDdnsStale", hostname="n.example", **HOME)
        self.assert_sent(
            [stale, game("lan", **HOME)],
            [game("hairpin", **HOME), game("internet", **VPS), port("Refused", "internet", **VPS),
             host("internet", "s", instance="vps", host="n.example")],
            [{"instance": "home"}, {"server": "s"}])

    def test_an_exporter_that_is_down(self):
        down = {"job": "reach_exporter", "instance": "home"}
        self.assert_sent(
            [alert("ReachExporterDown", **down)],
            [game("lan", **HOME), alert("ReachProberOffline", scope="lan", instance="home"),
             alert("ReachProbeStale", instance="home"),
             alert("ReachShardsMissing", job="reach_exporter")],
            [{"job": "reach_exporter"}])

    def test_the_vote_of_the_vantages(self):
        self.assert_sent(
            [alert("ReachQuorumDown", path="internet", check="query", server="s", target="t")],
            [alert("ReachVantagesDisagree", path="internet", check="query", **VPS),
             port("Down", "internet", **VPS), alert("ReachFlapping", path="internet", **VPS)],
            [{"server": "s"}])

    def test_a_page_that_names_the_cause_needs_no_second_one(self):
        self.assert_sent([game("lan", **HOME)],
                         [alert("ReachBoundToLoopback", path="local", check="query", **HOME)],
                         [{"server": "s"}])


harness.main()
