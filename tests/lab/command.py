"""The command line that the programs of the lab have in common."""
import argparse
import os

import harness
import sandbox


def main(description: str, subject: str, run) -> int:
    """Calls `run(arguments)` inside the sandbox; the exit status is 0 when it returns True."""
    parser = argparse.ArgumentParser(description=description.splitlines()[0])
    parser.add_argument("--binary", default=harness.EXPORTER,
                        help="reach_exporter under test (default: $REACH_EXPORTER, or that of the "
                             "dev build)")
    parser.add_argument("--only", default="", help="only the cases whose name contains this")
    arguments = parser.parse_args()
    if not os.access(arguments.binary, os.X_OK):
        parser.error(f"no exporter to test: {arguments.binary}")
    missing = sandbox.enter()
    if missing:
        print(f"SKIP {subject}: {missing}")
        return 0
    return 0 if run(arguments) else 1
