"""The small internet of the fault lab as the dashboards see it: an exporter at home, one outside, a
Prometheus that scrapes both, and a story of faults. Only inside the sandbox of tests/lab."""
import json
import pathlib
import sys
import time
import urllib.parse

TESTS = pathlib.Path(__file__).resolve().parents[1]
sys.path[:0] = [str(TESTS / "lab"), str(TESTS / "e2e")]  # both have a peers.py

import harness  # noqa: E402
import namespaces  # noqa: E402
from world import plan  # noqa: E402
from world.router import Forward  # noqa: E402
from world.world import World  # noqa: E402

PORT, PROMETHEUS_PORT, TLS_PORT = 10836, 9090, 8443
# Between the game's host and the place of Prometheus, beside the internet: for scrapes only.
SCRAPES = {"host": "10.99.0.1", "vantage1": "10.99.0.2"}
FILTERED_PORT, REFUSED_PORT = 4000, 4001
SCRAPE_SECONDS = 1
STORY_PATIENCE = 150.0  # a stale name takes its updater's period, its TTL and a minute

COMMON = f"""
global: {{interval: 2s, timeout: 1500ms, confirm: 1, page_after: 10s, vantage: VANTAGE}}
dns: {{nameservers: [{plan.RESOLVER}]}}
control: {{lan: LAN, internet: ["{plan.ECHO_HTTP}:80", "{plan.STUN}:3478"]}}
modules:
  ping3: {{prober: icmp, icmp: {{count: 3, spacing: 50ms}}}}
  https: {{prober: tcp, tcp: {{tls: true, tls_config: {{ca_file: shop.crt}}}}}}
targets:
- {{name: rust-main, host: {plan.NAME}, profile: rust, labels: {{game: rust}},
   checks: {{companion: {{enabled: true}}, ping: {{module: ping3}}}}}}
- name: shop
  host: {plan.ECHO_HTTP}
  checks:
  - {{name: http, module: tcp, port: 80, role: proof}}
  - {{name: https, module: https, port: {TLS_PORT}}}
- name: isp
  host: {plan.ISP_SIDE}
  checks: [{{name: ping, module: ping3, role: proof}}]
- name: old-name
  host: typo.{plan.ZONE}
  checks: [{{name: game, module: udp, port: 28015}}]
"""
OUTSIDE = f"""
- name: friend
  host: {plan.VANTAGE2}
  checks:
  - {{name: voice, module: tcp, port: {REFUSED_PORT}, role: proof}}
  - {{name: forum, module: tcp, port: {FILTERED_PORT}}}
"""
HOME = f"""
- {{name: rust-main-inside, host: {plan.HOST}, profile: rust, of: rust-main,
   checks: {{companion: {{enabled: true}}}}}}
- {{name: retired-box, host: {plan.ABSENT}, checks: [{{name: ssh, module: tcp, port: 22}}]}}
target_files:
- {{files: [more.yml], defaults: {{module: tcp}}}}
wan:
  enabled: true
  interval: 2s
  expected: direct
  sources:
  - "stun://{plan.STUN}:3478"
  - "dns://{plan.ECHO_DNS}/whoami.example"
  - "http://{plan.ECHO_HTTP}/"
  - "router://{plan.LAN_ROUTER}"
ddns:
- {{hostname: {plan.NAME}, provider: dyndns2, updater_period: 10s, targets: [rust-main]}}
host_view: {{enabled: auto, for: [rust-main, rust-main-inside]}}
"""
SCRAPE = """
global: {{scrape_interval: {seconds}s, evaluation_interval: {seconds}s}}
rule_files: ["{rules}/*.yml"]
scrape_configs:
- job_name: reach_exporter
  static_configs:
  - targets: ["{host}:{port}", "{vantage1}:{port}"]
"""


class HomeLab:
    def __init__(self):
        self.world = World()
        self.world.names.ttl = 1  # the shorter, the sooner is a name stale
        self.world.names.start_authority()
        self.world.names.start_resolver()
        self._files()
        self._shop()
        namespaces.nft("vantage2", f"""table inet lab {{
  chain c {{ type filter hook input priority 0;
    tcp dport {FILTERED_PORT} drop
  }}
}}
""")
        self.world.add_link("host", "scrapes", "vantage1", "scrapes")
        for name, address in SCRAPES.items():
            self.world.nodes[name].ip("address", "add", f"{address}/30", "dev", "scrapes")
        self.exporters = [self._exporter("host", "home"), self._exporter("vantage1", "outside")]
        self._prometheus()
        self.started = time.time()

    def _files(self):
        folder = self.world.folder
        (folder / "home.yml").write_text(
            COMMON.replace("VANTAGE", "home").replace("LAN", "gateway") + HOME)
        (folder / "outside.yml").write_text(
            COMMON.replace("VANTAGE", "outside").replace("LAN", "off") + OUTSIDE)
        (folder / "more.yml").write_text(f'- targets: ["{plan.RESOLVER}:53"]\n')

    def _shop(self):
        """A TLS server with a certificate of its own authority."""
        folder = self.world.folder
        namespaces.run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                       "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=shop", "-days", "90",
                       "-addext", f"subjectAltName=IP:{plan.ECHO_HTTP}", "-keyout",
                       folder / "shop.key", "-out", folder / "shop.crt")
        self.world.internet.start(
            "openssl", "s_server", "-accept", f"{plan.ECHO_HTTP}:{TLS_PORT}", "-quiet", "-key",
            folder / "shop.key", "-cert", folder / "shop.crt", "-www")

    def _exporter(self, node: str, vantage: str):
        process = self.world.nodes[node].start(
            harness.EXPORTER, f"--config.file={self.world.folder}/{vantage}.yml",
            f"--web.listen-address={SCRAPES[node]}:{PORT}", "--config.auto-reload-interval=1s")
        with self.world.nodes[node].inside():
            harness.wait_for(lambda: harness.get(f"http://{SCRAPES[node]}:{PORT}/-/ready")[0] == 200
                             or not process.running(), f"the exporter {vantage} is ready")
        if not process.running():
            raise RuntimeError(process.output()[-2000:])
        return process

    def _prometheus(self):
        config = self.world.folder / "prometheus.yml"
        config.write_text(SCRAPE.format(seconds=SCRAPE_SECONDS, port=PORT, **SCRAPES,
                                        rules=harness.ROOT / "dashboards" / "alerts"))
        self.url = f"http://{harness.LOOPBACK}:{PROMETHEUS_PORT}"
        self.world.vantage1.start(
            "prometheus", f"--config.file={config}", f"--storage.tsdb.path={self.world.folder}/tsdb",
            f"--web.listen-address={harness.LOOPBACK}:{PROMETHEUS_PORT}")
        with self.world.vantage1.inside():
            harness.wait_for(lambda: harness.get(f"{self.url}/-/ready")[0] == 200,
                             "Prometheus is ready")

    def ask(self, path: str, **parameters) -> dict:
        """The answer of Prometheus' HTTP API, errors as it words them."""
        query = urllib.parse.urlencode(parameters)
        with self.world.vantage1.inside():
            body = harness.get(f"{self.url}/api/v1/{path}?{query}", timeout=30)[2]
        return json.loads(body)

    def await_true(self, expression: str):
        """Waits until the expression has a result."""
        harness.wait_for(lambda: self.ask("query", query=expression)["data"]["result"], expression,
                         STORY_PATIENCE)

    def tell(self):
        """The story: a crash, a lost forward, a new public address that the DDNS name follows late,
        a reload that fails, and another crash."""
        proof = 'reach_port_state{target="rust-main",check="query",vantage="outside",state="%s"}'
        is_well = f'avg_over_time({proof % "open"}[12s]) == 1'
        self.await_true(is_well)
        self.world.game.stop()
        self.await_true(f'avg_over_time({proof % "refused"}[12s]) == 1')
        self.world.game.start()
        self.await_true(is_well)
        self._lose_forward(28017)
        self.await_true(f'avg_over_time({proof % "filtered"}[12s]) == 1')
        self._lose_forward(0)
        self.await_true(is_well)
        self._change_address()
        self.await_true('avg_over_time(reach_ddns_state{state="stale"}[10s]) == 1')
        self.world.names.addresses = [plan.UNUSED]
        self.world.names.start_authority()
        self.await_true('avg_over_time(reach_ddns_state{state="in_sync"}[10s]) == 1')
        self.await_true(is_well)
        self._fail_a_reload()
        self.await_true('avg_over_time(reach_exporter_config_last_reload_successful[10s]) == 1')
        self.world.game.stop()
        self.await_true(f'avg_over_time({proof % "refused"}[25s]) == 1')

    def _lose_forward(self, port: int):
        self.world.gateway.forwards = [
            Forward(*one) for one in (("udp", 28015), ("udp", 28017), ("tcp", 28082))
            if one[1] != port]
        self.world.gateway.apply()

    def _change_address(self):
        """The provider gives the router another address, as after a nightly reconnect."""
        self.world.isp.ip("route", "add", f"{plan.UNUSED}/32", "dev", "home")
        self.world.isp.ip("route", "add", "unreachable", f"{plan.WAN}/32")
        self.world.router.ip("address", "add", f"{plan.UNUSED}/32", "dev", "wan")
        self.world.router.ip("address", "del", f"{plan.WAN}/30", "dev", "wan")
        self.world.router.ip("route", "replace", "default", "via", plan.ISP_SIDE, "dev", "wan",
                             "onlink", "src", plan.UNUSED)
        self.world.gateway.wan = plan.UNUSED
        self.world.gateway.apply()

    def _fail_a_reload(self):
        file = self.world.folder / "home.yml"
        good = file.read_text()
        file.write_text(good + "nonsense: true\n")
        self.await_true("reach_exporter_config_last_reload_successful == 0")
        file.write_text(good)
        self.await_true("min(reach_exporter_config_last_reload_successful) == 1")
