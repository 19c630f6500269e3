#!/usr/bin/env python3
"""Every scenario of the alert lab ends as it should, and README.md has its table."""
import sys

import replay
import scenarios


def main() -> int:
    results = dict(replay.replays(scenarios.SCENARIOS))
    good = all([replay.report(name, result) for name, result in results.items()])
    if replay.table(results) in replay.README.read_text():
        print("PASS README.md has the table of the replays")
    else:
        print("FAIL README.md has the table of the replays: tests/alerts/replay.py --readme")
        good = False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
