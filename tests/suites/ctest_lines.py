"""Runs ctest on a preset and prints a PASS, FAIL or SKIP line for each case."""
import os
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

ROOT = pathlib.Path(__file__).resolve().parents[2]
SKIP_REASON = re.compile(r"Skipped\n(.*)")
PROGRESS = re.compile(r"^\s*(\d+)/(\d+) Test")


def build(preset: str, *targets: str) -> bool:
    """Configures and builds these targets of a preset."""
    for command in (["cmake", "--preset", preset],
                    ["cmake", "--build", "--preset", preset, "--target", *targets]):
        print("NOTE", *command, flush=True)
        if subprocess.run(command, cwd=ROOT).returncode:
            print(f"FAIL {preset}: the build failed")
            return False
    return True


def run(preset: str, prefix: str = "") -> int:
    """Ends with 1 if a case failed or ctest did not come to an end."""
    report = ROOT / "build" / preset / "ctest.xml"
    report.unlink(missing_ok=True)
    command = ["ctest", "--preset", preset, f"-j{os.cpu_count()}", "--output-junit", str(report)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    for line in process.stdout:
        print(line, end="")
        match = PROGRESS.match(line)
        if match and int(match[1]) % 100 == 0:
            print(f"NOTE {match[1]} of {match[2]}")
    process.wait()
    if not report.exists():
        print(f"FAIL {prefix}ctest: no report, status {process.returncode}")
        return 1
    return print_cases(report, prefix)


def print_cases(report: pathlib.Path, prefix: str) -> int:
    failures = 0
    for case in xml.parse(report).getroot().iter("testcase"):
        name, output = prefix + case.get("name"), case.findtext("system-out") or ""
        if case.find("skipped") is not None:
            reason = SKIP_REASON.search(output)
            print(f"SKIP {name}: {reason[1].strip() if reason else 'no reason given'}")
        elif case.get("status") == "run":
            print(f"PASS {name}")
        else:
            failures += 1
            print(f"FAIL {name}: {first_failure(output)}")
    sys.stdout.flush()
    return 1 if failures else 0


def first_failure(output: str) -> str:
    """What helps most: gtest's "file:line: Failure", a sanitizer's summary, or the last line."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    for word in ("Failure", "SUMMARY:", "runtime error", "terminate called"):
        for index, line in enumerate(lines):
            if word in line:
                return " ".join(lines[index:index + 3])
    return lines[-1] if lines else "no output (crashed or timed out)"
