"""Figures of the exporter alone: memory, scrapes, and 100,000 checks every 15 seconds."""
import time

from exporters import Reach, config_text, free_port, local_host
from plan import Plan
from process import Process
from table import MIB, Figure, bucket_quantile, spread

LABELS = "labels vantage, target, check, host, port, transport, family"
LAG = "reach_exporter_scheduler_lag_seconds"


def config_of(plan: Plan, port: int, interval: str, metrics: str) -> str:
    hosts = [local_host(number) for number in range(plan.checks)]
    return config_text(hosts, port, interval, "1s", metrics)


def resident_without_checks(plan: Plan) -> int:
    with Reach(plan.exporter, config_text([], 1, "1h", "1s", "lean")) as reach:
        reach.scrape()
        return reach.resident()


def idle_figures(plan: Plan, reach: Reach, metrics: str):
    empty = resident_without_checks(plan)
    idle = reach.resident()
    how = f"{plan.checks} checks, {metrics}, {LABELS}; each probed once"
    yield Figure("start to ready, s", f"{reach.start_seconds:.1f}",
                 how=f"one YAML file with {plan.checks} targets; reading, checking, first answer")
    yield Figure("bytes per idle check", f"{(idle - empty) / plan.checks:.0f}", wanted="<= 512",
                 how=f"{how}; resident memory less that without checks, {empty / MIB:.1f} MiB")
    yield Figure("resident memory idle, MiB", f"{idle / MIB:.1f}", how=how)


def scrape_figures(plan: Plan, reach: Reach, metrics: str):
    most, wanted = 0, "<= 160" if metrics == "lean" else ""
    for gzip in (False, True):
        name = f"{metrics}, gzip {'on' if gzip else 'off'}"
        seconds, cpus = [], []
        for _ in range(plan.scrapes):
            reach.forget_most_resident()
            cpu = reach.cpu_ms()
            scrape = reach.scrape(gzip)
            seconds.append(scrape.seconds)
            cpus.append(reach.cpu_ms() - cpu)
            most = max(most, reach.most_resident())
        yield Figure(f"scrape, {name}, s", spread(seconds, 2),
                     how=f"{plan.checks} checks; {len(scrape.body) / MIB:.1f} MiB on the wire; "
                     f"CPU {spread(cpus, 0)} ms")
    yield Figure(f"resident memory during a {metrics} scrape, MiB", f"{most / MIB:.1f}",
                 wanted=wanted, how=f"the most of {2 * plan.scrapes} scrapes, {plan.checks} checks")


def memory_figures(plan: Plan, port: int):
    for metrics in ("lean", "full"):
        with Reach(plan.exporter, config_of(plan, port, "24h", metrics)) as reach:
            reach.wait_for_probes("reach_probes_total", plan.checks)
            time.sleep(1)
            if metrics == "lean":
                yield from idle_figures(plan, reach, metrics)
            yield from scrape_figures(plan, reach, metrics)


def pace_figures(plan: Plan, port: int):
    """Two scrape intervals with a scrape at the start of each, as Prometheus does it."""
    with Reach(plan.exporter, config_of(plan, port, f"{plan.interval}s", "lean")) as reach:
        reach.wait_for_probes("reach_probes_total", plan.checks)
        time.sleep(plan.interval)
        cpu, start = reach.cpu_ms(), time.monotonic()
        first = reach.scrape()
        time.sleep(max(0.0, start + plan.interval - time.monotonic()))
        reach.scrape(gzip=True)
        time.sleep(max(0.0, start + 2 * plan.interval - time.monotonic()))
        seconds, cpu = time.monotonic() - start, reach.cpu_ms() - cpu
        last = reach.scrape()
    probes = last.sum("reach_probes_total") - first.sum("reach_probes_total")
    before = first.buckets(LAG)
    lag = {bound: count - before[bound] for bound, count in last.buckets(LAG).items()}
    how = (f"{plan.checks} checks every {plan.interval} s on loopback, open: "
           f"{probes / seconds:.0f} probes/s; a lean scrape every {plan.interval} s included")
    yield Figure("schedule lag p99", bucket_quantile(lag, 0.99), how=how)
    yield Figure("CPU, cores", f"{cpu / 1000 / seconds:.2f}", how=how)


def figures(plan: Plan):
    port = free_port()
    with Process(plan.helper, "accept", str(port)):
        yield from memory_figures(plan, port)
        yield from pace_figures(plan, port)
