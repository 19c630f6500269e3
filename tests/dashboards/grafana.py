"""The Grafana dashboards as data: their panels, their queries, and these as Prometheus takes them."""
import json
import pathlib
import re

FOLDER = pathlib.Path(__file__).resolve().parents[2] / "dashboards" / "grafana"
BOARDS = ("fleet", "target", "exporter")
# What makes a selector of a variable match everything, as `allValue` in the dashboards does.
ALL = ".+"


def load(name: str) -> dict:
    return json.loads((FOLDER / f"{name}.json").read_text())


def panels(board: dict) -> list[dict]:
    """Those that show something; rows do not."""
    return [panel for panel in board["panels"] if panel["type"] != "row"]


def queries(board: dict) -> list[tuple[dict, dict]]:
    """(panel, target) of every query."""
    return [(panel, target) for panel in panels(board) for target in panel["targets"]]


def annotations(board: dict) -> list[dict]:
    return [one for one in board["annotations"]["list"] if "expr" in one]


def expand(expression: str, variables: dict) -> str:
    """As Grafana does before it asks. `variables` by name; what is not in it gets ALL."""
    def value(match):
        return variables.get(match.group(1) or match.group(2), ALL)
    return re.sub(r"\$(?:\{(\w+)[^}]*\}|(\w+))", value, expression)


def selectors(expression: str) -> list[tuple[str, str]]:
    """(metric, what is in its braces) of each selector; braces may be missing."""
    bare = re.sub(r'"(?:[^"\\]|\\.)*"', lambda text: '"' + "_" * (len(text.group()) - 2) + '"',
                  expression)
    return [(match.group(1), expression[match.start(2):match.end(2)] if match.group(2) else "")
            for match in re.finditer(r"\b(reach_\w+|process_\w+|scrape_\w+|up|ALERTS)\b(\{[^}]*\})?",
                                     bare)]
