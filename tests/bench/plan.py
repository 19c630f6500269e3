"""How much is measured."""
import dataclasses


@dataclasses.dataclass(frozen=True)
class Plan:
    exporter: str  # our binary
    helper: str    # reach_bench
    rounds: int = 5
    peer_checks: int = 25000  # every 5 s
    peer_seconds: int = 5
    checks: int = 100000
    scrapes: int = 5
    interval: int = 15  # seconds between two probes of a check, and between two scrapes
    flights: int = 2000
    far_checks: int = 20000  # every 3 s
    delays_ms: tuple[int, ...] = (20, 300)  # 300 ms at 6,667 probes a second: 2,000 in flight


def smoke(exporter: str, helper: str) -> Plan:
    """Every figure once, as small as can be: shows that the programs work, and nothing else."""
    return Plan(exporter, helper, rounds=1, peer_checks=500, peer_seconds=1, checks=500, scrapes=1,
                interval=2, flights=100, far_checks=300, delays_ms=(20,))


def quick(exporter: str, helper: str) -> Plan:
    return Plan(exporter, helper, rounds=1, peer_seconds=4, scrapes=2, delays_ms=(300,))
