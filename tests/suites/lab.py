#!/usr/bin/env python3
"""The port states of tests/lab, as a suite of tests/run.sh."""
import os
import pathlib
import sys

LAB = pathlib.Path(__file__).resolve().parents[1] / "lab" / "port_states.py"

os.execv(sys.executable, [sys.executable, str(LAB)])
