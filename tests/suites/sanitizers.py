#!/usr/bin/env python3
"""The gtest cases once more, built with AddressSanitizer and UndefinedBehaviorSanitizer."""
import subprocess
import sys

import ctest_lines


def build() -> bool:
    for command in (["cmake", "--preset", "asan"],
                    ["cmake", "--build", "--preset", "asan", "--target", "reach_tests"]):
        print("NOTE", *command, flush=True)
        if subprocess.run(command, cwd=ctest_lines.ROOT).returncode:
            print("FAIL asan: the build failed")
            return False
    return True


sys.exit(ctest_lines.run("asan", "asan: ") if build() else 1)
