#!/usr/bin/env python3
"""Every case that ctest knows in the dev build: the gtest cases and the floors."""
import sys

import ctest_lines

sys.exit(ctest_lines.run("dev"))
