"""How far measured round trips are off, against a far end that answers after an exact time."""
import subprocess
import time

from exporters import Reach, config_text
from plan import Plan
from process import Process
from table import Figure, quantile

DEVICE = "bench0"
NETWORK = "10.80.0.0/13"
INTERVAL = 3
PORT = 7000


def far_host(number: int) -> str:
    return f"10.{80 + number // 62500}.{number // 250 % 250}.{number % 250 + 1}"


def route() -> None:
    for words in (f"addr add 10.79.0.1/32 dev {DEVICE}",
                  f"link set {DEVICE} up txqueuelen 10000",
                  f"route add {NETWORK} dev {DEVICE} src 10.79.0.1"):
        subprocess.run(["ip", *words.split()], check=True)


def figure(plan: Plan, delay_ms: int) -> Figure:
    responder = Process(plan.helper, "respond", DEVICE, str(delay_ms * 1000))
    with responder:
        responder.wait_until(lambda: "ready" in responder.output(), 5)
        route()
        hosts = [far_host(number) for number in range(plan.far_checks)]
        config = config_text(hosts, PORT, f"{INTERVAL}s", "2s", "full")
        with Reach(plan.exporter, config) as reach:
            time.sleep(3 * INTERVAL)
            scrape = reach.scrape()
        late = responder.ask_to_end().split()
    rtts = scrape.values("reach_rtt_seconds")
    errors = [(rtt - delay_ms / 1000) * 1e6 for rtt in rtts]
    in_flight = scrape.sum("reach_exporter_probes_in_flight")
    return Figure(f"RTT error p50 / p99, true {delay_ms} ms, µs",
                  f"{quantile(errors, 0.5):+.0f} / {quantile(errors, 0.99):+.0f}",
                  how=f"TUN far end, late itself by {late[-2]} / {late[-1]} µs; "
                  f"{plan.far_checks / INTERVAL:.0f} probes/s, {in_flight:.0f} in flight, full; "
                  f"{len(rtts)} of {plan.far_checks} checks with an RTT")


def figures(plan: Plan):
    trial = subprocess.run([plan.helper, "respond", "trial0", "1000"], stdin=subprocess.DEVNULL,
                           capture_output=True, text=True)
    if trial.returncode != 0:
        yield Figure("RTT error", "not measured", how=trial.stderr.strip())
        return
    for delay_ms in plan.delays_ms:
        yield figure(plan, delay_ms)
