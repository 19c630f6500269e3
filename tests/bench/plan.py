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
    delays_ms: tuple[int, ...] = (20, 300)  # 300 ms at 6,667 probes a second: 2,000 in flight


def quick(exporter: str, helper: str) -> Plan:
    return Plan(exporter, helper, rounds=1, peer_seconds=4, scrapes=2, delays_ms=(300,))
