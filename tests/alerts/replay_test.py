#!/usr/bin/env python3
"""Every scenario of the alert lab ends as it should, and README.md has its table."""
import shutil
import sys

import replay
import scenarios


def main() -> int:
    if not shutil.which("promtool"):
        print("SKIP every scenario: not installed: promtool")
        return 0
    results = dict(replay.replays(scenarios.SCENARIOS))
    good = all([replay.report(name, result) for name, result in results.items()])
    if replay.table(results) in replay.README.read_text():
        print("PASS README.md has the table of the replays")
    else:
        print("FAIL README.md has the table of the replays: run tests/alerts/replay.py --readme")
        good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
