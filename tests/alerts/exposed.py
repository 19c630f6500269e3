"""What the exporters of a scenario serve, as Prometheus would have stored it: for promtool."""
import pathlib
import subprocess
import tempfile
import typing

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Seconds between two scrapes, and between two evaluations: as in dashboards/prometheus.yml.
STEP = 15


class Exporter(typing.NamedTuple):
    """One exporter of a scenario: its configuration and what happens around it."""
    config: str
    script: str
    instance: str = "localhost:10836"
    failed: tuple = ()  # (start, end): Prometheus cannot scrape it, though it runs


def program() -> pathlib.Path:
    return ROOT / "build" / "dev" / "tests" / "alerts" / "reach_replay"


def scrapes(exporter: Exporter):
    """One list of sample lines for each scrape; None for one that failed."""
    with tempfile.NamedTemporaryFile("w", suffix=".yml") as config:
        config.write(exporter.config)
        config.flush()
        run = subprocess.run([program(), config.name, str(STEP)], input=exporter.script,
                             capture_output=True, text=True)
    if run.returncode != 0:
        raise AssertionError(f"reach_replay: {run.stderr}")
    for index, page in enumerate(run.stdout.split("# scrape ")[1:]):
        head, _, text = page.partition("\n")
        failed = any(start <= index * STEP < end for start, end in exporter.failed)
        up = head.endswith(" up") and not failed
        yield [line for line in text.split("\n") if line and line[0] != "#"] if up else None


def labelled(series: str, job: str, instance: str) -> str:
    """The series as the scrape stores it."""
    name, _, labels = series.partition("{")
    return f'{name}{{job="{job}",instance="{instance}"' + (f",{labels}" if labels else "}")


def stored(exporter: Exporter) -> dict[str, list]:
    """Series of one exporter, a value or None for each scrape; probe_success as of its own job."""
    series, count = {}, 0
    up = labelled("up", "reach_exporter", exporter.instance)
    for count, lines in enumerate(scrapes(exporter), 1):
        for values in series.values():
            values.append(None)
        samples = {}
        for line in lines or []:
            key, _, value = line.rpartition(" ")
            job = "blackbox" if key.startswith("probe_success") else "reach_exporter"
            samples[labelled(key, job, exporter.instance)] = value
        samples[up] = "0" if lines is None else "1"
        for key, value in samples.items():
            series.setdefault(key, [None] * count)[-1] = value
    return series


def notation(values: list, gaps) -> str:
    """The values as promtool writes series. A series that ends is marked stale, as Prometheus does.
    In a gap it does not run; what ends there is never marked, and is found for 5 minutes."""
    words, before = [], None
    for index, value in enumerate(values):
        if any(start <= index * STEP < end for start, end in gaps):
            words.append("_")
            before = None
            continue
        if value is None:
            words.append("_" if before is None else "stale")
        else:
            words.append(value)
        before = value
    return " ".join(shortened(words))


def shortened(words: list[str]):
    """Runs of the same word as promtool repeats them."""
    start = 0
    for index in range(1, len(words) + 1):
        if index < len(words) and words[index] == words[start]:
            continue
        count = index - start
        if words[start] == "stale":
            yield from words[start:index]
        elif words[start] == "_":
            yield f"_x{count}"
        else:
            yield f"{words[start]}x{count - 1}" if count > 1 else words[start]
        start = index


def input_series(exporters, gaps=()) -> list[dict]:
    return [{"series": key, "values": notation(values, gaps)}
            for exporter in exporters for key, values in stored(exporter).items()]
