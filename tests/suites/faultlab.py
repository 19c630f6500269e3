#!/usr/bin/env python3
"""The fault lab, as a suite of tests/run.sh."""
import os
import pathlib
import sys

LAB = pathlib.Path(__file__).resolve().parents[1] / "lab" / "faults_run.py"

os.execv(sys.executable, [sys.executable, str(LAB)])
