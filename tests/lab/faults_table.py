"""The table of the fault lab in README.md, and what the slow tools said, kept beside the build."""
import hashlib
import json
import pathlib

import scenario
import verdict

ROOT = pathlib.Path(__file__).resolve().parents[2]
KEPT = ROOT / "build" / "faultlab"
BEGIN, END = "<!-- fault lab: begin -->", "<!-- fault lab: end -->"
TOOLS = ("nmap -sT", "nmap -sS -sU", "blackbox exporter")


def kept(name: str) -> dict:
    """What the tools said of the scenario as it is now; empty when that is not known."""
    try:
        return json.loads((KEPT / f"{name}-{version(name)}.json").read_text())
    except OSError:
        return {}


def keep(name: str, said: dict):
    KEPT.mkdir(parents=True, exist_ok=True)
    (KEPT / f"{name}-{version(name)}.json").write_text(json.dumps(said))


def keep_answers(name: str, answers: dict):
    """The last answers of the exporter, whole, for who wants to know why."""
    (KEPT / "answers").mkdir(parents=True, exist_ok=True)
    for view, answer in answers.items():
        (KEPT / "answers" / f"{name}-{view}.json").write_text(json.dumps(answer, indent=1))


def version(name: str) -> str:
    """Changes with the scenario and with the world."""
    digest = hashlib.sha256((scenario.FOLDER / f"{name}.py").read_bytes())
    for path in sorted((scenario.FOLDER.parent / "world").glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


def table(results: dict[str, dict]) -> str:
    """Markdown, a line for each scenario."""
    asked = any(cell.get("views") for cell in results.values())
    columns = ["what is wrong", "where", "cause", *(scenario.VIEWS if asked else ()), *TOOLS]
    lines = ["| " + " | ".join(columns) + " |", "|" + "---|" * len(columns)]
    for name, cell in results.items():
        subject = scenario.Scenario(name)
        words = [subject.title, subject.place, f"`{subject.cause}`"]
        words += [answer(subject, view, cell) for view in scenario.VIEWS if asked]
        tools = cell.get("tools") or kept(name)
        words += [tools.get(tool, "").replace("|", "\\|") for tool in TOOLS]
        lines.append("| " + " | ".join(words) + " |")
    return "\n".join(lines) + "\n"


def answer(subject: scenario.Scenario, view: str, cell: dict) -> str:
    said = cell.get("views", {}).get(view)
    if not said or "error" in said:
        return "-"
    if said["cause"] == "undecided":
        words = f"undecided ({len(said.get('candidates', []))})"
    else:
        words = f"`{said['cause']}` {said['confidence']}"
    mark = "" if verdict.judge(subject, view, said).good else " **wrong**"
    return f"{words}{mark}, {said['took']:.0f} s"


def write_readme(results: dict[str, dict]):
    """Replaces what is between the markers."""
    path = ROOT / "README.md"
    text = path.read_text()
    if BEGIN not in text or END not in text:
        raise SystemExit(f"README.md has no {BEGIN} ... {END}")
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    path.write_text(f"{before}{BEGIN}\n{table(results)}\n{precision(results)}{END}{after}")


def precision(results: dict[str, dict]) -> str:
    """How often each view was right, by how sure it was."""
    lines = "".join(f"- {line}\n" for line in verdict.summary(results))
    return f"How sure each view was, and how often it was right with that:\n\n{lines}"
