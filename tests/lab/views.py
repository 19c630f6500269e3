"""The three views of a scenario: the configuration that each one has, and what `reach_exporter
diagnose` answers with it."""
import concurrent.futures
import json
import re
import subprocess
import time

import harness
import namespaces
from scenario import VIEWS, Scenario
from world import look, plan

PORT = 10836
TARGET = "rust-main"
PATIENCE = 120  # seconds for one diagnosis
USER, PASSWORD = "home", "lab"
PASSWORD_HASH = "$2b$04$abcdefghijklmnopqrstuuBma4em9AU5Wse0h3BzRWqUYtwFfWqNy"
VANTAGES = {"vantage1": plan.VANTAGE1, "vantage2": plan.VANTAGE2}
GLOBAL = f"""
global: {{interval: 5s, timeout: 4s, page_after: PAGE_AFTER, vantage: VANTAGE}}
dns: {{nameservers: [{plan.RESOLVER}]}}
control: {{lan: LAN, internet: ["{plan.ECHO_HTTP}:80", "{plan.STUN}:3478"]}}
"""
TALK = """modules:
  talk: {prober: tcp, tcp: {query_response: [{send: "hello"}, {expect: "hello"}]}}
"""
VERSION = """modules:
  rust_query: {{prober: a2s, a2s: {{expect_version: "{}"}}}}
"""
LOGIN = """modules:
  rcon_login: {prober: webrcon, webrcon: {password_file: rcon.password}}
"""
WAN = f"""
wan:
  enabled: true
  interval: 2s
  expected: nat
  sources: ["stun://{plan.STUN}", "dns://{plan.ECHO_DNS}/whoami.example",
            "http://{plan.ECHO_HTTP}/", router]
"""
DDNS = f"""
ddns:
- {{hostname: {plan.NAME}, provider: dyndns2, updater_period: 10s, targets: [{TARGET}],
   authority: [{plan.AUTHORITY}]}}
"""
HOST_VIEW = """
host_view: {enabled: auto, for: [INSIDE]}
"""


def write_all(world, scenario: Scenario) -> dict:
    """The file of each view, by the view's name."""
    (world.folder / "vantage.password").write_text(PASSWORD + "\n")
    (world.folder / "rcon.password").write_text("right\n")
    files = {}
    for view in VIEWS:
        files[view] = world.folder / f"{view}.yml"
        files[view].write_text(configuration(scenario, view))
    return files


def configuration(scenario: Scenario, view: str) -> str:
    text = GLOBAL.replace("VANTAGE", view).replace("LAN", "off" if view == "outside" else "gateway")
    text = text.replace("PAGE_AFTER", scenario.target.page_after)
    text += TALK * scenario.target.talk
    text += VERSION.format(scenario.target.version) * bool(scenario.target.version)
    text += LOGIN * scenario.target.login
    text += "targets:\n" + target(scenario, TARGET, scenario.target.host or plan.NAME)
    if view == "outside":
        return text
    if not scenario.target.remote:
        text += target(scenario, f"{TARGET}-inside", plan.HOST, f"of: {TARGET}", "any")
    if scenario.target.family == "both":
        text += target(scenario, f"{TARGET}-inside6", plan.HOST6, f"of: {TARGET}", "any")
    text += WAN + (DDNS if scenario.target.ddns else "")
    if scenario.inside_node == "host" and not scenario.target.remote:
        text += HOST_VIEW.replace("INSIDE", ", ".join(re.findall(rf"{TARGET}-inside\d?", text)))
    return text + (vantages() if view == "joined" else "")


def target(scenario: Scenario, name: str, host: str, more: str = "", family: str = "") -> str:
    settings = scenario.target
    checks = [f"companion: {{enabled: true{', module: talk' if settings.talk else ''}}}"]
    if settings.game_tcp:
        checks.append("game-tcp: {enabled: true, expect: [open]}")
    if settings.version:
        checks.append("query: {module: rust_query}")
    if settings.login:
        checks.append("rcon: {module: rcon_login}")
    words = [f"name: {name}", f'host: "{host}"', "profile: rust", f"family: {family or settings.family}"]
    return (f"- {{{', '.join(words + [more] * bool(more))},\n"
            f"   checks: {{{', '.join(checks)}}}}}\n")


def vantages() -> str:
    lines = [f'- {{name: {name}, url: "https://{address}:{PORT}", targets: [{TARGET}],\n'
             f"   basic_auth: {{username: {USER}, password_file: vantage.password}},\n"
             f"   tls_config: {{ca_file: vantage.crt}}}}\n" for name, address in VANTAGES.items()]
    return "vantages:\n" + "".join(lines)


def ask_all(world, scenario: Scenario, binary: str, wanted: list[str]) -> dict[str, dict]:
    """The answers by view. The joined view asks last: it counts what comes to the host."""
    files = write_all(world, scenario)
    if "joined" in wanted:
        start_vantages(world, binary)

    def answer(view: str) -> dict:
        node = "vantage1" if view == "outside" else scenario.inside_node
        return ask(node, [binary, "diagnose", TARGET, "--config.file", files[view],
                          "--output", "json"], scenario.target.environment)

    with concurrent.futures.ThreadPoolExecutor() as pool:
        alone = {view: pool.submit(answer, view) for view in wanted if view != "joined"}
        answers = {view: pending.result() for view, pending in alone.items()}
    if "joined" in wanted:
        answers["joined"] = answer("joined")
    return answers


def ask(node: str, command: list, environment: tuple) -> dict:
    """The answer as JSON, with exit status and time; "error" when there is none."""
    if environment:
        command = ["env", *(f"{name}={value}" for name, value in environment), *command]
    started = time.monotonic()
    try:
        run = subprocess.run(namespaces.command(node, *command), capture_output=True, text=True,
                             timeout=PATIENCE)
    except subprocess.TimeoutExpired:
        return {"error": f"no answer within {PATIENCE} s", "took": PATIENCE}
    took = {"took": time.monotonic() - started, "exit_status": run.returncode}
    try:
        return json.loads(run.stdout) | took
    except json.JSONDecodeError:
        return {"error": f"status {run.returncode}: {(run.stdout + run.stderr).strip()[-400:]}"
                } | took


def start_vantages(world, binary: str):
    """The outside halves: an exporter on each vantage, over TLS, for the user `home`."""
    names = ",".join(f"IP:{address}" for address in VANTAGES.values())
    namespaces.run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt",
                   "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=vantage", "-addext",
                   f"subjectAltName={names}", "-keyout", world.folder / "vantage.key", "-out",
                   world.folder / "vantage.crt")
    (world.folder / "web.yml").write_text(
        "tls_server_config: {cert_file: vantage.crt, key_file: vantage.key}\n"
        f"basic_auth_users: {{{USER}: {PASSWORD_HASH}}}\n")
    (world.folder / "vantage.yml").write_text(
        f"dns: {{nameservers: [{plan.RESOLVER}]}}\nprobe_api: {{rate: 6000/minute}}\ntargets: []\n")
    for name, address in VANTAGES.items():
        node = world.nodes[name]
        process = node.start(binary, f"--config.file={world.folder}/vantage.yml",
                             f"--web.config.file={world.folder}/web.yml",
                             f"--web.listen-address={address}:{PORT}")
        harness.wait_for(lambda: look.tcp(node, address, PORT) == "open" or not process.running(),
                         f"the exporter on {name} listens")
