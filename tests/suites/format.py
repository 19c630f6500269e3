#!/usr/bin/env python3
"""Every C++ file is formatted as .clang-format says."""
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]


def main() -> int:
    if not shutil.which("clang-format"):
        print("SKIP format: clang-format is not installed")
        return 0
    files = sorted(str(path.relative_to(ROOT)) for folder in ("exporter", "tests")
                   for path in (ROOT / folder).rglob("*") if path.suffix in (".h", ".cc"))
    run = subprocess.run(["clang-format", "--dry-run", "-Werror", *files], cwd=ROOT,
                         stderr=subprocess.PIPE, text=True)
    first = {}
    for path, line in re.findall(r"^(\S+?):(\d+):\d+: error", run.stderr, re.MULTILINE):
        first.setdefault(path, line)
    for path, line in first.items():
        print(f"FAIL format: {path}:{line} is not as clang-format has it")
    if run.returncode and not first:
        print(f"FAIL format: {run.stderr.strip()[:300]}")
    if not run.returncode:
        print("PASS format")
    return run.returncode


sys.exit(main())
