"""Figures beside the Debian blackbox exporter, in turns, on the same targets."""
import statistics
import time

from exporters import Blackbox, Reach, config_text, free_port, local_host
from plan import Plan
from process import Process
from table import Figure, spread

CONNECTIONS = 64
KIB = 1024


def cpu_of_ours(plan: Plan, port: int) -> tuple[float, float]:
    """CPU ms per 1,000 probes, and probes per second."""
    hosts = [local_host(number) for number in range(plan.peer_checks)]
    config = config_text(hosts, port, "5s", "1s", "lean")
    with Reach(plan.exporter, config) as reach:
        reach.wait_for_probes("reach_probes_total", len(hosts))
        first, cpu, start = reach.scrape(), reach.cpu_ms(), time.monotonic()
        time.sleep(plan.peer_seconds)
        seconds = time.monotonic() - start
        cpu = reach.cpu_ms() - cpu
        probes = reach.scrape().sum("reach_probes_total") - first.sum("reach_probes_total")
        return cpu * 1000 / probes, probes / seconds


def cpu_of_blackbox(plan: Plan, port: int) -> tuple[float, float]:
    with Blackbox(plan.helper) as blackbox:
        blackbox.probes(port, CONNECTIONS, plan.peer_checks, 1)
        cpu = blackbox.cpu_ms()
        probes = blackbox.probes(port, CONNECTIONS, plan.peer_checks, plan.peer_seconds)
        cpu = blackbox.cpu_ms() - cpu
        return cpu * 1000 / probes, probes / plan.peer_seconds


def cpu_figure(plan: Plan, name: str, port: int) -> Figure:
    ours, peers = [], []
    for _ in range(plan.rounds):
        ours.append(cpu_of_ours(plan, port))
        peers.append(cpu_of_blackbox(plan, port))
    ratios = [peer[0] / own[0] for own, peer in zip(ours, peers)]
    rates = [statistics.median(rate for _, rate in side) for side in (ours, peers)]
    return Figure(f"CPU ms per 1,000 TCP probes, {name}", spread([cpu for cpu, _ in ours]),
                  spread([cpu for cpu, _ in peers]), spread(ratios), ">= 8",
                  f"loopback, {plan.rounds} rounds in turns; {rates[0]:.0f} probes/s, blackbox "
                  f"{rates[1]:.0f}/s over {CONNECTIONS} kept connections; scrapes not counted")


def flights_of_ours(plan: Plan, port: int) -> tuple[float, float]:
    """Resident bytes and attempts in flight, 9 of 10 seconds each."""
    hosts = [local_host(number) for number in range(plan.flights * 10 // 9)]
    config = config_text(hosts, port, "10s", "9s", "lean")
    with Reach(plan.exporter, config) as reach:
        time.sleep(7)  # the first probes are spread over five seconds
        samples = []
        for _ in range(10):
            in_flight = reach.scrape().sum("reach_exporter_probes_in_flight")
            samples.append((reach.resident(), in_flight))
            time.sleep(0.2)
        return max(samples)


def flights_of_blackbox(plan: Plan, port: int) -> tuple[float, float]:
    """Resident bytes before, and with as many probes under way."""
    with Blackbox(plan.helper) as blackbox:
        blackbox.probes(free_port(), 1, 1, 1)
        before = blackbox.resident()
        driver = blackbox.load(port, plan.flights, plan.flights, 6)
        time.sleep(5)
        after = blackbox.resident()
        driver.communicate(timeout=30)
        return before, after


def memory_figure(plan: Plan, accept: int, silence: int) -> Figure:
    idle, _ = flights_of_ours(plan, accept)
    busy, in_flight = flights_of_ours(plan, silence)
    before, after = flights_of_blackbox(plan, silence)
    own = (busy - idle) / in_flight / KIB
    peer = (after - before) / plan.flights / KIB
    return Figure("KiB per probe in flight", f"{own:.1f}", f"{peer:.1f}", f"{peer / own:.0f}", "",
                  f"resident memory of the process, {in_flight:.0f} and {plan.flights} probes of targets"
                  " that drop SYNs; less that of the same checks answered, and of blackbox idle")


def figures(plan: Plan):
    accept, refuse, silence = free_port(), free_port(), free_port()
    with Process(plan.helper, "accept", str(accept)), Process(plan.helper, "silence", str(silence)):
        yield cpu_figure(plan, "open", accept)
        yield cpu_figure(plan, "refused", refuse)
        yield memory_figure(plan, accept, silence)
