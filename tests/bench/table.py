"""Figures as a Markdown table, and the few statistics they need."""
import dataclasses
import statistics

MIB = 1024 * 1024


@dataclasses.dataclass
class Figure:
    name: str
    ours: str
    peer: str = ""
    ratio: str = ""
    wanted: str = ""
    how: str = ""


def markdown(figures: list[Figure]) -> str:
    heads = ["figure", "reach_exporter", "blackbox", "ratio", "expected", "how it was measured"]
    lines = [heads, ["---"] * len(heads)]
    lines += [list(dataclasses.astuple(figure)) for figure in figures]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def spread(values: list[float], digits: int = 1) -> str:
    """The median, and the least and the greatest if there are several."""
    middle = f"{statistics.median(values):.{digits}f}"
    if len(values) < 2:
        return middle
    return f"{middle} [{min(values):.{digits}f}..{max(values):.{digits}f}]"


def quantile(values: list[float], part: float) -> float:
    ordered = sorted(values)
    return ordered[round(part * (len(ordered) - 1))]


def bucket_quantile(buckets: dict[float, float], part: float) -> str:
    """The upper bound of the bucket that holds the quantile: "<= 2.5 ms"."""
    total = max(buckets.values())
    for bound, count in sorted(buckets.items()):
        if count >= part * total:
            return f"<= {bound * 1000:g} ms"
    return "none"
