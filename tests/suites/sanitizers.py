#!/usr/bin/env python3
"""The gtest cases once more, built with AddressSanitizer and UndefinedBehaviorSanitizer."""
import sys

import ctest_lines

sys.exit(ctest_lines.run("asan", "asan: ") if ctest_lines.build("asan", "reach_tests") else 1)
