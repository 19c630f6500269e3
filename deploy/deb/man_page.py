#!/usr/bin/env python3
"""Writes the man page of a reach_exporter from what its --help says.

usage: man_page.py PROGRAM VERSION >reach_exporter.1
"""
import re
import subprocess
import sys

FILES = [
    ("/etc/reach_exporter/reach.yml", "the configuration of the service"),
    ("/etc/default/reach_exporter", "further arguments of the service"),
    ("/usr/share/reach_exporter/config/reach.yml", "every setting with its default"),
    ("/usr/share/reach_exporter/dashboards", "alert rules and dashboards"),
]
SIGNALS = [("SIGHUP", "reads the configuration again; a wrong one changes nothing"),
           ("SIGTERM, SIGINT", "stop")]
ENTRY = re.compile(r"^  (\S.*?)(?:\s{2,}(\S.*))?$")


def roff(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\\&" + text if text.startswith((".", "'")) else text


def help_of(program: str, *command) -> str:
    return subprocess.run([program, *command, "--help"], check=True, capture_output=True,
                          text=True).stdout


def sections(text: str):
    """{heading: lines} of a help text; "" has what stands before the first heading."""
    found, heading = {"": []}, ""
    for line in text.splitlines():
        match = re.match(r"^(Positionals|Options|Subcommands):$", line)
        if match:
            heading = match[1]
            found[heading] = []
        elif heading and line and not line.startswith(" "):
            heading = "Footer"
            found.setdefault(heading, []).append(line)
        else:
            found[heading].append(line)
    return found


def entries(lines):
    """[(what is typed, what it does)]: the text may stand on the next line, further in."""
    found = []
    for line in lines:
        match = ENTRY.match(line)
        if match:
            found.append([match[1], match[2] or ""])
        elif line.strip() and found:
            found[-1][1] = f"{found[-1][1]} {line.strip()}".strip()
    return found


def listed(pairs):
    for term, text in pairs:
        yield ".TP"
        yield f".B {roff(term)}"
        yield roff(text) or "\\&"


def usage(text: str) -> str:
    return re.search(r"^Usage: (.*)$", text, re.M)[1]


def command_page(program: str, name: str):
    text = help_of(program, name)
    parts = sections(text)
    yield f".SS {roff(name)}"
    yield roff(parts[""][0])
    yield ".PP"
    yield f".B {roff(usage(text))}"
    for heading in ("Positionals", "Options"):
        yield from listed(entries(parts.get(heading, [])))
    if parts.get("Footer"):
        yield ".PP"
        yield from map(roff, filter(None, parts["Footer"]))


def page(program: str, version: str):
    text = help_of(program)
    parts = sections(text)
    commands = entries(parts["Subcommands"])
    yield f'.TH REACH_EXPORTER 1 "" "reach_exporter {version}" "User Commands"'
    yield ".nh"  # options and paths are to be copied: no hyphens in them
    yield ".ad l"
    yield ".SH NAME"
    yield "reach_exporter \\- " + roff(parts[""][0][0].lower() + parts[""][0][1:].rstrip("."))
    yield ".SH SYNOPSIS"
    yield f".B {roff(usage(text))}"
    yield ".SH DESCRIPTION"
    yield roff("Probes ports on a schedule of its own and serves what it finds to Prometheus, "
               "on port 10836 by default. With a command it does one thing and ends.")
    yield ".SH OPTIONS"
    yield from listed(entries(parts["Options"]))
    yield ".SH COMMANDS"
    for name, _ in commands:
        yield from command_page(program, name)
    yield ".SH SIGNALS"
    yield from listed(SIGNALS)
    yield ".SH FILES"
    yield from listed(FILES)
    yield ".SH SEE ALSO"
    yield ".BR prometheus (1),"
    yield ".BR systemctl (1)"


if len(sys.argv) != 3:
    sys.exit(__doc__)
print("\n".join(page(sys.argv[1], sys.argv[2])))
