"""How an answer of the exporter is judged: proved is never wrong, and undecided is right where no
view can know more."""
import dataclasses

import scenario
from scenario import Scenario


@dataclasses.dataclass(frozen=True)
class Verdict:
    good: bool
    words: str


def judge(subject: Scenario, view: str, answer: dict) -> Verdict:
    """Good is: the best that the view can know, or the true cause. Never good: proved and wrong,
    undecided without the true cause among its candidates, or less than the view can know."""
    if "error" in answer:
        return Verdict(False, "no answer: " + answer["error"])
    cause, confidence = answer["cause"], answer["confidence"]
    candidates, best = answer.get("candidates", []), subject.best[view]
    said = f"{cause} ({confidence})"
    if cause == "undecided":
        said = f"undecided between {', '.join(candidates)}"
        known = {subject.cause} & best.causes & set(candidates) \
            if subject.cause in best.causes else best.causes & set(candidates)
        if not best.undecided:
            return Verdict(False, f"{said}, but could know {best.words()}")
        if "healthy" in best.causes or known:
            return Verdict(True, said)
        return Verdict(False, f"{said}, and it is {subject.cause}")
    if confidence == "proved" and not is_true(subject, view, cause):
        return Verdict(False, f"{said}, and it is {subject.cause}")
    if cause in best.causes or cause == subject.cause:
        return Verdict(True, said)
    if subject.cause in candidates and best.undecided:
        return Verdict(True, f"{said}, it is the candidate {subject.cause}")
    return Verdict(False, f"{said}, and it is {subject.cause}")


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
