"""How an answer of the exporter is judged: proved is never wrong, and undecided is right where no
view can know more."""
import dataclasses

import scenario
from scenario import Scenario


# Where the left one is true, the right ones are said for it: they look the same, and the page and
# config/CAUSES.md name them together (CauseRow::looks_like).
STANDS_FOR = {
    "service_starting": {"service_down"}, "wrong_port": {"service_down"},
    "ipv6_only_bind": {"service_down"}, "wrong_protocol": {"service_down", "no_port_forward"},
    "ddns_propagating": {"ddns_stale"}, "double_nat": {"cgnat"},
}


@dataclasses.dataclass(frozen=True)
class Verdict:
    good: bool
    words: str


def judge(subject: Scenario, view: str, answer: dict) -> Verdict:
    """Good is: the true cause, or the best that the view can know. Never good: proved and wrong,
    less than the view can know, or a doubt that leaves the true cause out."""
    if "error" in answer:
        return Verdict(False, "no answer: " + answer["error"])
    cause, confidence = answer["cause"], answer["confidence"]
    candidates, best = set(answer.get("candidates", [])), subject.best[view]
    truth = f", and it is {subject.cause}"
    if cause == "undecided":
        said = f"undecided between {', '.join(sorted(candidates))}"
        if not best.undecided:
            return Verdict(False, f"{said}, but could know {best.words()}")
        good = best.is_blind or bool(candidates & possible(subject, best))
        return Verdict(good, said if good else said + truth)
    said = f"{cause} ({confidence})"
    if confidence == "proved":
        good = is_true(subject, view, cause)
    elif best.undecided:
        good = cause in possible(subject, best) or bool(possible(subject, best) & candidates)
    else:
        good = cause in best.causes or cause == subject.cause
    return Verdict(good, said if cause == subject.cause else said + truth)


def possible(subject: Scenario, best) -> set[str]:
    """What an honest doubt must have in it: the true cause; where that is beyond the view, any of
    those that look the same."""
    if subject.cause in best.causes:
        return {subject.cause} | STANDS_FOR.get(subject.cause, set())
    return best.causes | {subject.cause}


def is_true(subject: Scenario, view: str, cause: str) -> bool:
    """Whether the cause may be called proved. What a view that is blind sees is not the whole."""
    best = subject.best[view]
    return cause == subject.cause or (not best.undecided and cause in best.causes)


def summary(results: dict[str, dict]) -> list[str]:
    """For each view: how often it knew, and how good its confidence was."""
    lines = []
    for view in scenario.VIEWS:
        counts, named = {}, {}
        for name, cell in results.items():
            answer = cell.get("views", {}).get(view)
            if not answer or "error" in answer:
                continue
            subject = scenario.Scenario(name)
            confidence = "undecided" if answer["cause"] == "undecided" else answer["confidence"]
            counts[confidence] = counts.get(confidence, 0) + 1
            if confidence != "undecided":
                true = is_true(subject, view, answer["cause"])
                named[confidence] = named.get(confidence, 0) + true
        if counts:
            words = [f"{count} {word}" + (f" ({named[word]} right)" if word in named else "")
                     for word, count in sorted(counts.items())]
            lines.append(f"{view}: {', '.join(words)}")
    return lines
