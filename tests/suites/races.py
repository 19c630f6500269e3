#!/usr/bin/env python3
"""Data races, by ThreadSanitizer: the gtest cases of the rooms that have threads, and the exporter
itself with all of its threads while it probes, is scraped, reloads, reads lists and stops."""
import os
import re
import subprocess
import sys

import ctest_lines

BINARY = ctest_lines.ROOT / "build" / "tsan" / "exporter" / "reach_exporter"
REPORTS = ctest_lines.ROOT / "build" / "tsan" / "reports"
LIVE = {
    "e2e/scrape_test.py": ["StopTest", "ScrapeTest.test_a_scrape_is_compressed_on_demand_and_holds_"
                           "the_same_series"],
    "e2e/reload_test.py": ["ReloadTest.test_sighup_and_a_changed_file_reload_too",
                           "ReloadTest.test_a_check_that_goes_and_comes_back_begins_anew"],
    "e2e/discovery_test.py": ["FileTest"],
    "e2e/crowd_test.py": [],
}


def run_live(script: str, cases) -> bool:
    """Prints the lines of the suite, with a name that tells them from the ones without TSan."""
    path = ctest_lines.ROOT / "tests" / script
    run = subprocess.run([sys.executable, str(path), *cases], stdout=subprocess.PIPE, text=True,
                         env=os.environ | {"REACH_EXPORTER": str(BINARY)})
    print(re.sub(r"^(PASS|FAIL|SKIP) ", r"\1 tsan: ", run.stdout, flags=re.MULTILINE), end="",
          flush=True)
    return run.returncode == 0


def print_reports() -> bool:
    """What ThreadSanitizer has found in the exporter itself, a line for each."""
    found = sorted(REPORTS.glob("race.*"))
    for report in found:
        text = report.read_text()
        print(text)
        summary = re.search(r"SUMMARY: (.*)", text)
        print(f"FAIL tsan: {summary[1] if summary else report}")
    if not found:
        print("PASS tsan: no report on the exporter")
    return not found


def main() -> int:
    if not ctest_lines.build("tsan", "reach_tests", "reach_exporter"):
        return 1
    good = ctest_lines.run("tsan", "tsan: ") == 0
    REPORTS.mkdir(exist_ok=True)
    for old in REPORTS.glob("race.*"):
        old.unlink()
    os.environ["TSAN_OPTIONS"] = f"log_path={REPORTS}/race second_deadlock_stack=1"
    for script, cases in LIVE.items():
        good &= run_live(script, cases)
    return 0 if print_reports() and good else 1


sys.exit(main())
