#!/usr/bin/env python3
"""The WAN view against real servers, in network namespaces: a home behind the real miniupnpd, the
real coturn and a web page outside, and dnsmasq for the names. Nothing leaves the namespaces; the
addresses look public, because reserved ones are no answers.

    host h0 --- r0 router r1 --- i0 internet

Prints "PASS name", "FAIL name: why" or "SKIP name: why" for each case; ends with 1 on a FAIL.
"""
import http.server
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.append(str(ROOT / "tests" / "lab"))

import sandbox

EXPORTER = os.environ.get("REACH_EXPORTER",
                          str(ROOT / "build" / "dev" / "exporter" / "reach_exporter"))
PROGRAMS = ("turnserver", "miniupnpd", "dnsmasq")
INTERNET, SECOND, OUTSIDE, NEXT_OUTSIDE = "8.8.4.1", "8.8.4.3", "8.8.4.7", "8.8.4.8"
ROUTER, HOST = "192.168.1.1", "192.168.1.20"
PATIENCE = 60.0

PLAN = f"""
ip netns add host; ip netns add router; ip netns add internet
ip link add h0 netns host type veth peer name r0 netns router
ip link add i0 netns internet type veth peer name r1 netns router
for ns in host router internet; do ip -n $ns link set lo up; done
ip -n host address add {HOST}/24 dev h0
ip -n router address add {ROUTER}/24 dev r0
ip -n router address add {OUTSIDE}/24 dev r1
ip -n internet address add {INTERNET}/24 dev i0
ip -n internet address add {SECOND}/24 dev i0
ip -n host link set h0 up; ip -n router link set r0 up
ip -n router link set r1 up; ip -n internet link set i0 up
ip -n host route add default via {ROUTER}
ip netns exec router sysctl -qw net.ipv4.ip_forward=1
"""
# The chains that miniupnpd fills, and the translation of a home router.
RULES = """
table inet filter {
  chain miniupnpd { }
  chain prerouting_miniupnpd { }
  chain postrouting_miniupnpd { }
}
table ip home {
  chain out { type nat hook postrouting priority 100; oifname "r1" masquerade; }
}
"""
MINIUPNPD = f"""
ext_ifname=r1
listening_ip=r0
enable_natpmp=yes
enable_upnp=yes
uuid=73a9cb68-a00b-4d2f-8412-75dc989f0c6
secure_mode=no
allow 1024-65535 192.168.1.0/24 1024-65535
"""


class Home:
    """The namespaces and what runs in them, until the process ends."""

    def __init__(self, folder: pathlib.Path):
        self.folder = folder
        self.processes = []
        subprocess.run(["sh", "-e", "-c", PLAN], check=True)
        subprocess.run(["ip", "netns", "exec", "router", "nft", "-f", "-"], input=RULES, text=True,
                       check=True)
        self.run("internet", "turnserver", "-n", "--no-auth", "--no-tls", "--no-dtls", "--no-cli",
                 "--stun-only", "-L", INTERNET, "-L", SECOND, "-p", "3478",
                 "--log-file", str(folder / "turn.log"), "--pidfile", str(folder / "turn.pid"))
        self.run("internet", sys.executable, __file__, "--web", INTERNET)
        (folder / "miniupnpd.conf").write_text(MINIUPNPD)
        self.run("router", "miniupnpd", "-d", "-f", str(folder / "miniupnpd.conf"),
                 "-P", str(folder / "miniupnpd.pid"), log="router.log")
        self.zone = None
        self.serve_name(OUTSIDE)

    def run(self, place: str, *command: str, log: str = "") -> subprocess.Popen:
        out = open(self.folder / log, "wb") if log else subprocess.DEVNULL
        process = subprocess.Popen(["ip", "netns", "exec", place, *command], stdout=out, stderr=out)
        self.processes.append(process)
        return process

    def serve_name(self, address: str) -> None:
        """The zone home.test, as its authority and as everybody's resolver, with this address."""
        if self.zone:
            self.zone.terminate()
            self.zone.wait()
        self.zone = self.run("internet", "dnsmasq", "--no-daemon", "--conf-file=/dev/null",
                             "--no-resolv", "--no-hosts", "--pid-file=", "--bind-interfaces",
                             f"--listen-address={INTERNET}", f"--host-record=home.test,{address}")

    def move(self, old: str, new: str) -> None:
        """The provider gives the router another address."""
        ip = ["ip", "-n", "router", "address"]
        # The other way round the new address would go with the old one, as its secondary.
        subprocess.run([*ip, "delete", f"{old}/24", "dev", "r1"], check=True)
        subprocess.run([*ip, "add", f"{new}/24", "dev", "r1"], check=True)

    def start_exporter(self) -> subprocess.Popen:
        config = self.folder / "reach.yml"
        config.write_text(f"""
dns: {{nameservers: [{INTERNET}]}}
storage: {{path: {self.folder}/state}}
control: {{lan: off}}
wan:
  enabled: true
  interval: 1s
  sources: [router, "stun://{INTERNET}#a", "stun://{SECOND}#b", "http://{INTERNET}:8080/#c"]
ddns:
- {{hostname: home.test, provider: duckdns, updater_period: 10s, targets: [game],
   authority: [{INTERNET}]}}
targets:
- {{name: game, host: home.test, checks: [{{module: udp, port: 28015}}]}}
""")
        return self.run("host", EXPORTER, f"--config.file={config}",
                        "--web.listen-address=127.0.0.1:10836", log="exporter.log")

    def metrics(self) -> str:
        run = subprocess.run(["ip", "netns", "exec", "host", sys.executable, __file__, "--get",
                              "http://127.0.0.1:10836/metrics"], capture_output=True, text=True)
        return run.stdout

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait()


def wait_for(home: Home, *lines: str) -> str:
    """"" once every line is in the metrics, or which one is not."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        text = home.metrics()
        missing = [line for line in lines if line not in text.splitlines()]
        if not missing:
            return ""
        time.sleep(0.1)
    seen = [line for line in text.splitlines() if re.match("reach_(wan|nat|ddns)", line)]
    return f"no {missing[0]} in {PATIENCE:.0f} s, but {seen}"


def cases(home: Home):
    info = 'reach_wan_ip_info{{family="ip4",ip="{}"}} 1'
    changes = 'reach_wan_ip_changes_total{{family="ip4"}} {}'
    state = 'reach_ddns_state{{hostname="home.test",state="{}"}} 1'
    exporter = home.start_exporter()
    yield "address by coturn, web page and miniupnpd", wait_for(
        home, info.format(OUTSIDE), changes.format(0),
        'reach_wan_ip_sources_answered{family="ip4"} 4')
    yield "one router translates", wait_for(home, 'reach_nat_info{kind="single"} 1')
    yield "name leads here", wait_for(home, state.format("in_sync"))
    home.move(OUTSIDE, NEXT_OUTSIDE)
    yield "change is counted once", wait_for(home, info.format(NEXT_OUTSIDE), changes.format(1))
    yield "name that does not follow is pending", wait_for(home, state.format("pending"))
    exporter.terminate()
    exporter.wait()
    home.start_exporter()
    yield "restart is no change", wait_for(home, info.format(NEXT_OUTSIDE), changes.format(1))
    home.serve_name(NEXT_OUTSIDE)
    yield "name that has followed is in sync", wait_for(home, state.format("in_sync"))
    yield "router was only read", what_changed(home)


def what_changed(home: Home) -> str:
    rules = subprocess.run(["ip", "netns", "exec", "router", "nft", "list", "ruleset"],
                           capture_output=True, text=True).stdout
    log = (home.folder / "router.log").read_text(errors="replace")
    asked = set(re.findall(r"SOAPAction: .*#(\w+)", log)) | set(
        re.findall(r"HTTP REQUEST.*#(\w+)", log))
    wrong = [name for name in asked if not name.startswith("Get")]
    if wrong:
        return f"miniupnpd was asked for {wrong}"
    if "dnat" in rules:
        return f"a mapping was made: {rules}"
    symbols = subprocess.run(["nm", "-D", "--undefined-only", EXPORTER], capture_output=True,
                             text=True).stdout
    changing = re.findall(r"UPNP_(?:Add|Delete|Update)\w+", symbols)
    return f"the exporter can change a router: {changing}" if changing else ""


def serve(address: str) -> None:
    class Echo(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = f"{self.client_address[0]}\n".encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    http.server.ThreadingHTTPServer((address, 8080), Echo).serve_forever()


def main() -> int:
    if sys.argv[1:2] == ["--web"]:
        return serve(sys.argv[2])
    if sys.argv[1:2] == ["--get"]:
        try:
            print(urllib.request.urlopen(sys.argv[2], timeout=5).read().decode())
        except OSError:
            return 1
        return 0
    os.environ["PATH"] += ":/usr/sbin:/sbin"
    missing = [name for name in PROGRAMS if not shutil.which(name)] or sandbox.enter()
    if missing:
        print(f"SKIP home: {missing}")
        return 0
    failed = 0
    with tempfile.TemporaryDirectory() as folder:
        home = Home(pathlib.Path(folder))
        try:
            for name, fault in cases(home):
                failed += bool(fault)
                print(f"FAIL {name}: {fault}" if fault else f"PASS {name}", flush=True)
        finally:
            home.stop()
            if failed:
                for log in ("exporter.log", "router.log"):
                    print((pathlib.Path(folder) / log).read_text(errors="replace")[-3000:])
    return 1 if failed else 0


sys.exit(main())
