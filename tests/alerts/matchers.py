"""Matchers of routes, inhibitions and silences, as Alertmanager writes and applies them."""
import re

MATCHER = re.compile(r'^\s*([a-zA-Z_]\w*)\s*(=~|!~|!=|=)\s*"?(.*?)"?\s*$')


def matches(matchers: list[str], labels: dict) -> bool:
    """All of them. An absent label is an empty one."""
    return all(_matches(matcher, labels) for matcher in matchers)


def _matches(matcher: str, labels: dict) -> bool:
    name, sign, value = MATCHER.match(matcher).groups()
    has = labels.get(name, "")
    equal = bool(re.fullmatch(value, has)) if "~" in sign else has == value
    return equal != sign.startswith("!")


def of(entry: dict) -> list[str]:
    """The matchers of a route."""
    return entry.get("matchers", [])
