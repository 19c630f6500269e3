#!/usr/bin/env python3
"""Fails on an #include that goes up a floor (see "The floors" in README.md)."""
import pathlib
import re
import sys

FLOORS = {
    "core": 0,
    "config": 1, "net": 1, "protocols": 1,
    "probes": 2, "http": 2,
    "engine": 3, "discovery": 3, "host": 3, "wan": 3, "vantage": 3,
    "diagnosis": 4, "metrics": 4, "web": 4, "cli": 4,
    "": 5,  # app, log, main
}
# Folders of one floor do not include each other, except those that build on a neighbour.
NEIGHBOURS = {("net", "protocols"), ("vantage", "wan"), ("vantage", "host"), ("web", "metrics"), ("cli", "metrics"),
              ("metrics", "diagnosis"), ("web", "diagnosis"), ("cli", "diagnosis"), ("cli", "web")}
# What every floor may include: the build's own facts.
OPEN = {"exporter/version.h"}
INCLUDE = re.compile(r'^\s*#\s*include\s+"(exporter/[^"]+)"')


def room(path: str) -> str:
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else ""


def faults(root: pathlib.Path):
    for source in sorted(root.glob("exporter/**/*")):
        if source.suffix not in (".h", ".cc"):
            continue
        name = source.relative_to(root).as_posix()
        here = room(name)
        if here not in FLOORS:
            yield f"{name}:1: folder {here!r} is on no floor"
            continue
        for number, line in enumerate(source.read_text().splitlines(), 1):
            match = INCLUDE.match(line)
            if not match or match[1] in OPEN:
                continue
            there = room(match[1])
            if there == here or (here, there) in NEIGHBOURS:
                continue
            if FLOORS.get(there, 9) >= FLOORS[here]:
                yield f"{name}:{number}: {here or 'app'} (floor {FLOORS[here]}) includes {match[1]}"


def main() -> int:
    root = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent
    found = list(faults(root))
    print("\n".join(found) or "floors: every include goes down")
    return 1 if found else 0


sys.exit(main())
